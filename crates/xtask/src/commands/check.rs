//! `check`: everything that needs no running program. It works without a built `dist/`.

use crate::{
    packages::{IN_THE_APP, STORE, WASM},
    paths::Paths,
    process, tools,
};
use anyhow::Result;
use std::process::Command;

pub(super) fn run(paths: &Paths) -> Result<()> {
    let cargo = |words: &[&str]| {
        let mut command = tools::command(paths, "cargo");
        command.args(words);
        command
    };
    step("Format", cargo(&["fmt", "--all", "--check"]))?;
    step(
        "Rules of the tree",
        cargo(&["test", "--locked", "--quiet", "--package", "xtask"]),
    )?;
    step(
        "Lints on the host",
        clippy(cargo(&["clippy", "--workspace", "--all-targets"])),
    )?;
    let mut in_the_app = cargo(&["clippy", "--lib", "--bins", "--target", WASM]);
    in_the_app.args(IN_THE_APP.map(|package| format!("--package={package}")));
    step("Lints for the browser", clippy(in_the_app))?;
    let store_tests = cargo(&[
        "clippy",
        "--package",
        STORE,
        "--all-targets",
        "--target",
        WASM,
    ]);
    step("Lints of the store's browser tests", clippy(store_tests))?;
    let mut documentation = cargo(&["doc", "--locked", "--workspace", "--no-deps"]);
    documentation.env("RUSTDOCFLAGS", "--deny=warnings");
    step("Documentation", documentation)?;
    tools::ensure(paths, &[tools::CARGO_DENY])?;
    step(
        "Licences and sources",
        cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"]),
    )
}

fn clippy(mut command: Command) -> Command {
    command.args(["--locked", "--", "--deny=warnings"]);
    command
}

fn step(name: &str, mut command: Command) -> Result<()> {
    process::step(name, || process::run(&mut command))
}
