//! Installing several tools at once, with a line every fifteen seconds that says how far they are.
//!
//! Each tool writes its own log; only when it fails does the end of the log reach the terminal.

use super::{Source, Tool};
use crate::{paths::Paths, process};
use anyhow::{Context as _, Result, bail};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

const POLL: Duration = Duration::from_millis(200);
const REPORT_EVERY: Duration = Duration::from_secs(15);
const LOG_TAIL_LINES: usize = 30;

struct Running {
    tool: Tool,
    child: Child,
    log: PathBuf,
    start: Instant,
    ended: Option<ExitStatus>,
}

pub(super) fn all(paths: &Paths, tools: &[Tool]) -> Result<()> {
    fs::create_dir_all(paths.tools())?;
    let mut running = tools
        .iter()
        .map(|tool| start(paths, *tool))
        .collect::<Result<Vec<_>>>()?;
    wait(&mut running)?;
    for job in &running {
        if job.ended.is_some_and(|status| !status.success()) {
            bail!(
                "{} was not installed:\n{}",
                job.tool.label(),
                tail(&job.log)
            );
        }
    }
    // Only the programs are of use; what they were compiled from is large.
    Ok(fs::remove_dir_all(build_folder(paths)).or_else(ignore_missing)?)
}

fn start(paths: &Paths, tool: Tool) -> Result<Running> {
    let log = paths.tools().join(format!("{}.log", tool.program));
    let mut command = install_command(paths, tool);
    let out = File::create(&log)?;
    let child = command
        .stdin(Stdio::null())
        .stdout(out.try_clone()?)
        .stderr(out)
        .spawn()
        .with_context(|| format!("cannot start: {}", process::shown(&command)))?;
    Ok(Running {
        tool,
        child,
        log,
        start: Instant::now(),
        ended: None,
    })
}

fn install_command(paths: &Paths, tool: Tool) -> Command {
    match tool.source {
        Source::Cargo { package, flags } => {
            let mut command = Command::new("cargo");
            command
                .args(["install", package, "--version"])
                .arg(format!("={}", tool.version))
                .args(flags)
                .args(["--force", "--color=never", "--root"])
                .arg(paths.tools())
                .arg("--target-dir")
                .arg(build_folder(paths).join(package))
                // Nobody debugs the tools: half of the time and of the disk.
                .env("CARGO_PROFILE_DEV_DEBUG", "false")
                .env("CARGO_PROFILE_DEV_INCREMENTAL", "false")
                .env("CARGO_TERM_PROGRESS_WHEN", "never");
            command
        }
        Source::Npm { package, version } => {
            let mut command = Command::new("npm");
            command
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--prefix",
                ])
                .arg(paths.tools())
                .arg(format!("{package}@{version}"));
            command
        }
    }
}

fn build_folder(paths: &Paths) -> PathBuf {
    paths.tools().join("build")
}

fn ignore_missing(error: std::io::Error) -> std::io::Result<()> {
    match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

fn wait(running: &mut [Running]) -> Result<()> {
    let mut reported = Instant::now();
    loop {
        for job in running.iter_mut().filter(|job| job.ended.is_none()) {
            job.ended = job.child.try_wait()?;
            if job.ended.is_some() {
                eprintln!("  {}", line(job));
            }
        }
        if running.iter().all(|job| job.ended.is_some()) {
            return Ok(());
        }
        if reported.elapsed() >= REPORT_EVERY {
            reported = Instant::now();
            for job in running.iter().filter(|job| job.ended.is_none()) {
                eprintln!("  {}", line(job));
            }
        }
        thread::sleep(POLL);
    }
}

fn line(job: &Running) -> String {
    let label = job.tool.label();
    let time = process::elapsed(job.start.elapsed());
    match job.ended {
        Some(status) if status.success() => format!("{label}: ready ({time})"),
        Some(status) => format!("{label}: {status} ({time})"),
        None => {
            let log = fs::read_to_string(&job.log).unwrap_or_default();
            format!("{label}: {} ({time})", progress(&log))
        }
    }
}

/// How far a build is, from what cargo has written so far.
fn progress(log: &str) -> String {
    match log.lines().filter(|line| is_compiling(line)).count() {
        0 => "downloading".to_owned(),
        n_crates => format!("{n_crates} crates compiled"),
    }
}

fn is_compiling(line: &str) -> bool {
    line.trim_start().starts_with("Compiling ")
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.len().saturating_sub(LOG_TAIL_LINES);
    lines.get(first..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_counts_the_crates_cargo_has_begun() {
        let log = "  Installing trunk\n   Compiling libc v0.2\n   Compiling syn v2.0\n";
        assert_eq!(progress(log), "2 crates compiled");
        assert_eq!(progress("    Updating crates.io index\n"), "downloading");
    }
}
