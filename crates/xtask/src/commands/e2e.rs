//! `e2e`: the stories of `tests/e2e` in a real browser, against the release build.

use super::build;
use crate::{
    args::{E2eArgs, Engine},
    debian,
    packages::TESTS,
    paths::Paths,
    process, tools,
};
use anyhow::Result;
use std::process::Command;

pub(super) fn run(paths: &Paths, args: &E2eArgs) -> Result<()> {
    prepare(args.engine, paths)?;
    build::run(paths)?;
    let title = format!("Stories in {}", args.engine.name());
    process::step(&title, || process::run(&mut specs(paths, args)))
}

/// The browser and its driver.
pub(super) fn prepare(engine: Engine, paths: &Paths) -> Result<()> {
    debian::Plan::of(&[engine])?.carry_out()?;
    match engine {
        Engine::Firefox => tools::ensure(paths, &[tools::GECKODRIVER]),
        Engine::Chromium | Engine::Webkit => Ok(()),
    }
}

pub(super) fn specs(paths: &Paths, args: &E2eArgs) -> Command {
    let mut command = match args.engine {
        // MiniBrowser has no headless mode.
        Engine::Webkit => {
            let mut command = tools::command(paths, "xvfb-run");
            command.args(["--auto-servernum", "cargo"]);
            command
        }
        Engine::Chromium | Engine::Firefox => tools::command(paths, "cargo"),
    };
    command.args([
        "test",
        "--locked",
        "--package",
        TESTS,
        "--test",
        "e2e",
        "--",
    ]);
    command.args(&args.spec);
    command.env("NHATKY_ENGINE", args.engine.name());
    command.env("NHATKY_SERVER", paths.server("release"));
    command
}
