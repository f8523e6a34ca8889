//! `test`: everything. Quick things first, so that a mistake is told early.

use super::{e2e, simulate, size};
use crate::{
    args::{E2eArgs, Engine, SizeArgs, TestArgs},
    debian,
    packages::{STORE, WASM},
    paths::Paths,
    process, tools,
};
use anyhow::{Context as _, Result, anyhow};
use std::{process::Command, thread};

pub(super) fn run(paths: &Paths, args: &TestArgs) -> Result<()> {
    let engines = engines(args);
    let browsers = debian::Plan::of(engines)?;
    debian::Plan::of_database()?.carry_out()?;
    thread::scope(|scope| {
        // apt waits for the network while cargo waits for the processor.
        let browsers = scope.spawn(|| browsers.carry_out());
        process::step("Tests on this machine", || {
            process::run(&mut on_the_host(paths))
        })?;
        browsers
            .join()
            .map_err(|_| anyhow!("the thread that installs browsers panicked"))?
    })?;
    tools::ensure_wasm(paths)?;
    process::step("Simulated lives of phones", || simulate::run(paths, &[]))?;
    tools::ensure(paths, &tools::APP_TOOLS)?;
    process::step("Tests of the phone's store in Chromium", || {
        process::run(&mut in_the_browser(paths)?)
    })?;
    for engine in engines {
        e2e::run(
            paths,
            &E2eArgs {
                spec: main_story(*engine),
                engine: *engine,
            },
        )?;
    }
    size::run(paths, &SizeArgs { record: false })
}

/// The other engines tell the one story that stands for all; `e2e --engine` tells the rest.
fn main_story(engine: Engine) -> Option<String> {
    (engine != Engine::Chromium).then(|| "kb1".to_owned())
}

/// CI uses every engine; a person's machine only Chromium unless asked.
fn engines(args: &TestArgs) -> &'static [Engine] {
    if args.every_engine || std::env::var_os("CI").is_some() {
        &Engine::ALL
    } else {
        eprintln!("Chromium only; `cargo xtask test --every-engine` adds Firefox and WebKit");
        &[Engine::Chromium]
    }
}

fn on_the_host(paths: &Paths) -> Command {
    let mut command = tools::command(paths, "cargo");
    command.args(["test", "--locked", "--workspace"]);
    command
}

fn in_the_browser(paths: &Paths) -> Result<Command> {
    let mut command = tools::command(paths, "cargo");
    command.args(["test", "--locked", "--package", STORE, "--target", WASM]);
    in_chromium(paths, command)
}

/// With what cargo needs to run tests inside the browser.
pub(super) fn in_chromium(paths: &Paths, mut cargo: Command) -> Result<Command> {
    let driver = tools::on_path("chromedriver").context("chromedriver is not on the PATH")?;
    cargo
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", driver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            paths.root.join("crates/xtask/webdriver.json"),
        )
        // The runner's own limits are meant for an idle machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    Ok(cargo)
}
