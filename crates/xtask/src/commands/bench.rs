//! `bench`: the budgets of architecture.md beside what is measured now.
//!
//! Sizes and the server's memory are measured here. Everything that needs a browser or a load
//! comes from `tests/bench`, which writes `key value` lines into the file that `NHATKY_BENCH_OUT`
//! names. What nobody measured is said to be so.

use super::{build, e2e};
use crate::{
    args::{Bench, Engine},
    debian, demo,
    packages::TESTS,
    paths::Paths,
    post_build, process,
    report::{self, Measured},
    tools,
};
use anyhow::{Context as _, Result};
use std::{fs, path::Path, process::Command};

const LISTEN: &str = "127.0.0.1:8089";

pub(super) fn run(paths: &Paths, what: Bench) -> Result<()> {
    let tests = match what {
        Bench::Budgets => return budgets(paths),
        Bench::Sync => "syncing::",
        Bench::Server => "growth::",
    };
    debian::Plan::of_database()?.carry_out()?;
    build::run(paths)?;
    let out = paths.target.join("bench.txt");
    process::run(timings(paths, &out).arg(tests))
}

fn budgets(paths: &Paths) -> Result<()> {
    e2e::prepare(Engine::Chromium, paths)?;
    build::run(paths)?;
    let load = post_build::first_load(&paths.dist())?;
    let mut measured = Measured::from([(
        "first_load_bytes".to_owned(),
        report::amount(load.iter().map(|(_, bytes)| bytes).sum()),
    )]);
    let memory = process::step("Memory of the server at rest", || memory_at_rest(paths))?;
    measured.insert(
        "server_memory_rest_mb".to_owned(),
        report::amount(memory) / 1024.0,
    );
    let out = paths.target.join("bench.txt");
    fs::write(&out, "")?;
    let timings = process::step("Timings", || {
        let others = ["--skip", "syncing::", "--skip", "growth::"];
        process::run(timings(paths, &out).args(others))
    });
    measured.extend(report::parse(&fs::read_to_string(out)?));
    // Also when a measurement failed: the others are worth reading.
    println!("{}", report::table(&measured));
    timings
}

/// The tests of `tests/bench`; more words for the test program may follow.
fn timings(paths: &Paths, out: &Path) -> Command {
    let mut command = tools::command(paths, "cargo");
    command
        .args(["test", "--locked", "--release", "--package", TESTS])
        .args(["--test", "bench", "--no-fail-fast", "--"])
        .args(["--test-threads=1", "--nocapture"])
        .env("NHATKY_ENGINE", Engine::Chromium.name())
        .env("NHATKY_SERVER", paths.server("release"))
        .env("NHATKY_BENCH_OUT", out);
    command
}

/// Kilobytes that stay in memory once the demo organisation has been made and the server restarted.
fn memory_at_rest(paths: &Paths) -> Result<u64> {
    let data = paths.target.join("bench-data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    with_server(paths, &data, |_| Ok(()))?;
    with_server(paths, &data, resident_kb)
}

fn with_server<T>(paths: &Paths, data: &Path, look: impl FnOnce(u32) -> Result<T>) -> Result<T> {
    let mut server = Command::new(paths.server("release"))
        .args(["serve", "--demo", "--listen", LISTEN, "--data"])
        .arg(data)
        .spawn()?;
    let seen = demo::wait_until_ready(&mut server, LISTEN, true).and_then(|()| look(server.id()));
    server.kill()?;
    server.wait()?;
    seen
}

fn resident_kb(process_id: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process_id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("no VmRSS in /proc")?.parse()?)
}
