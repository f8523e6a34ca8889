//! `guards`: takes the guard of each incident out, in a copy of the tree, and sees whether the
//! incident's test notices.
//!
//! A test notices if it passes with the guard in its place and, without it, was built, was run and
//! failed. What does not build proves nothing.

use super::{build, e2e, test};
use crate::{
    args::{E2eArgs, Engine},
    debian,
    guards::{self, Copy, Guard, Place},
    packages::SERVER,
    paths::Paths,
    process, tools,
};
use anyhow::{Context as _, Result, bail};
use std::{
    fmt, fs,
    process::{Command, Stdio},
    time::Instant,
};

const TABLE: &str = "tests/guards.md";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Falls,
    Stands,
    DoesNotBuild,
    DoesNotRun,
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Falls => "falls without its guard",
            Self::Stands => "STANDS WITHOUT ITS GUARD",
            Self::DoesNotBuild => "DOES NOT BUILD without its guard",
            Self::DoesNotRun => "DID NOT RUN without its guard",
        })
    }
}

/// `names` are beginnings of names of tests; none for all.
pub(super) fn run(paths: &Paths, names: &[String]) -> Result<()> {
    let mut table = guards::read(&fs::read_to_string(paths.root.join(TABLE))?)?;
    let is_meant = |guard: &Guard| names.iter().any(|name| guard.test.starts_with(name));
    table.retain(|guard| names.is_empty() || is_meant(guard));
    if table.is_empty() {
        bail!("{TABLE} has no row for {}", names.join(", "));
    }
    prepare(paths, &table)?;
    let copy = Copy::of(paths)?;
    process::step("With every guard in its place", || {
        copy.set(&[])?;
        table.iter().try_for_each(|guard| passes(&copy, guard))
    })?;
    let verdicts = process::step("Without them, one after the other", || {
        table.iter().map(|guard| without(&copy, guard)).collect()
    })?;
    report(&table, verdicts)
}

fn without(copy: &Copy<'_>, guard: &Guard) -> Result<Verdict> {
    let start = Instant::now();
    copy.set(&guard.changes)?;
    let verdict = verdict(&copy.paths, guard)?;
    let time = process::elapsed(start.elapsed());
    eprintln!("  {} {verdict} ({time})", guard.test);
    Ok(verdict)
}

/// Once more at the end: the compiler has said much in between.
fn report(table: &[Guard], verdicts: Vec<Verdict>) -> Result<()> {
    for (guard, verdict) in table.iter().zip(&verdicts) {
        println!("{} {verdict}", guard.test);
    }
    let all = verdicts.len();
    let falling = verdicts.into_iter().filter(|it| *it == Verdict::Falls);
    let n_falling = falling.count();
    println!("{n_falling} of {all} tests fall without their guards");
    if n_falling < all {
        bail!("{} prove nothing", all - n_falling);
    }
    Ok(())
}

/// The browser and what the app is built with, for the rows that need them.
fn prepare(paths: &Paths, table: &[Guard]) -> Result<()> {
    let is_on_the_host = |guard: &Guard| matches!(guard.place, Place::Host(_));
    if table.iter().all(is_on_the_host) {
        return Ok(());
    }
    debian::Plan::of(&[Engine::Chromium])?.carry_out()?;
    tools::ensure_wasm(paths)?;
    tools::ensure(paths, &tools::APP_TOOLS)
}

fn passes(copy: &Copy<'_>, guard: &Guard) -> Result<()> {
    match verdict(&copy.paths, guard)? {
        Verdict::Stands => Ok(()),
        Verdict::Falls => bail!("{} fails with its guard in its place", guard.test),
        Verdict::DoesNotBuild => bail!("the tree does not build"),
        Verdict::DoesNotRun => bail!("{} is not where its row says", guard.test),
    }
}

fn verdict(paths: &Paths, guard: &Guard) -> Result<Verdict> {
    if !is_built(paths, &guard.place)? {
        return Ok(Verdict::DoesNotBuild);
    }
    let mut command = test_command(paths, &guard.place)?;
    if guard.place != Place::Story {
        command.arg("--");
    }
    let output = command.arg(&guard.test).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| process::shown(&command))?;
    let kept = paths.target.join([&guard.test, ".txt"].concat());
    fs::write(kept, &output.stdout)?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(read_verdict(&said, &guard.test))
}

fn is_built(paths: &Paths, place: &Place) -> Result<bool> {
    let built = match place {
        Place::Story => build::app(paths).and_then(|()| process::run(&mut server(paths))),
        _ => process::run(test_command(paths, place)?.arg("--no-run")),
    };
    if let Err(error) = &built {
        eprintln!("{error:#}");
    }
    Ok(built.is_ok())
}

/// Stories care about what the server does, not how fast: it need not be optimized once a row.
fn server(paths: &Paths) -> Command {
    let mut command = tools::command(paths, "cargo");
    command.args(["build", "--locked", "--package", SERVER]);
    command
}

fn test_command(paths: &Paths, place: &Place) -> Result<Command> {
    let cargo = |words: &[String]| {
        let mut command = tools::command(paths, "cargo");
        command.args(words).arg("--locked");
        command
    };
    match place {
        Place::Host(words) => Ok(cargo(words)),
        Place::Browser(words) => test::in_chromium(paths, cargo(words)),
        Place::Story => {
            let mut command = e2e::specs(paths, &E2eArgs::default());
            command.env("NHATKY_SERVER", paths.server("debug"));
            Ok(command)
        }
    }
}

/// From the line that the test has in the output of its program.
fn read_verdict(said: &str, test: &str) -> Verdict {
    let lines = said.lines().filter_map(|line| line.strip_prefix("test "));
    let mut ends = lines.filter_map(|line| line.split_once(" ... "));
    let end = ends.find(|(name, _)| name.rsplit("::").next() == Some(test));
    match end {
        Some((_, "ok")) => Verdict::Stands,
        Some((_, failed)) if failed.starts_with("FAIL") => Verdict::Falls,
        _ => Verdict::DoesNotRun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_test_that_ran_and_failed_falls() {
        let said = "running 1 test\ntest incidents::i_08_five ... FAILED\n\nfailures:\n";
        assert_eq!(read_verdict(said, "i_08_five"), Verdict::Falls);
        assert_eq!(read_verdict(said, "i_08_fiv"), Verdict::DoesNotRun);
        let said = "test i_08_five ... ok\n";
        assert_eq!(read_verdict(said, "i_08_five"), Verdict::Stands);
        for said in ["", "running 0 tests\n", "test i_08_five ... ignored\n"] {
            assert_eq!(
                read_verdict(said, "i_08_five"),
                Verdict::DoesNotRun,
                "{said}"
            );
        }
    }
}
