//! `check`: everything that needs no running program. It works without a built `dist/`.
//!
//! Every step is run, so that one call tells everything that is wrong.

use crate::{
    packages::{IN_THE_APP, STORE, TESTS, WASM},
    paths::Paths,
    process, tools,
};
use anyhow::{Result, bail};
use std::process::Command;

pub(super) fn run(paths: &Paths) -> Result<()> {
    tools::ensure_wasm(paths)?;
    tools::ensure(paths, &[tools::CARGO_DENY])?;
    let mut failed = Vec::new();
    for (name, mut command) in steps(paths) {
        if let Err(error) = process::step(name, || process::run(&mut command)) {
            eprintln!("✗ {error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("the check found mistakes: {}", failed.join(", "));
    }
    Ok(())
}

fn steps(paths: &Paths) -> Vec<(&'static str, Command)> {
    let cargo = |words: &[&str]| {
        let mut command = tools::command(paths, "cargo");
        command.args(words);
        command
    };
    let in_the_app = IN_THE_APP.map(|package| format!("--package={package}"));
    let mut lints_of_the_app = cargo(&["clippy", "--lib", "--bins", "--target", WASM]);
    lints_of_the_app.args(in_the_app);
    let store_tests = [
        "clippy",
        "--package",
        STORE,
        "--all-targets",
        "--target",
        WASM,
    ];
    let mut documentation = cargo(&["doc", "--locked", "--workspace", "--no-deps"]);
    documentation.env("RUSTDOCFLAGS", "--deny=warnings");
    vec![
        ("Format", cargo(&["fmt", "--all", "--check"])),
        (
            "Rules of the tree",
            cargo(&["test", "--locked", "--quiet", "--package", "xtask"]),
        ),
        (
            "Lints on the host",
            strict(cargo(&["clippy", "--workspace", "--all-targets"])),
        ),
        (
            "Lints of stories and measurements",
            strict(of_what_nothing_runs(paths)),
        ),
        ("Lints for the browser", strict(lints_of_the_app)),
        (
            "Lints of the store's browser tests",
            strict(cargo(&store_tests)),
        ),
        ("Documentation", documentation),
        (
            "Licences and sources",
            cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"]),
        ),
    ]
}

/// The tests that are not among «all targets»: no other step compiles the measurements.
fn of_what_nothing_runs(paths: &Paths) -> Command {
    let mut command = tools::command(paths, "cargo");
    command.args(["clippy", "--package", TESTS]);
    command.args(["--test", "e2e", "--test", "bench"]);
    command
}

fn strict(mut clippy: Command) -> Command {
    clippy.args(["--locked", "--keep-going", "--", "--deny=warnings"]);
    clippy
}
