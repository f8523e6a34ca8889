//! `build`: the app into `dist/`, then the server, which carries `dist/` inside.
//!
//! The app is left alone when nothing it is made of has changed; cargo decides for the server.

use crate::{
    freshness::{self, Record},
    packages::{APP, SERVER, WASM},
    paths::Paths,
    process, tools,
};
use anyhow::{Result, anyhow};
use std::thread;

/// The profile that `index.html` names in `data-cargo-profile-release`.
const APP_PROFILE: &str = "app-release";

pub(super) fn run(paths: &Paths) -> Result<()> {
    app(paths)?;
    server(paths)
}

/// The built app in `dist/`.
pub(super) fn app(paths: &Paths) -> Result<()> {
    let record = Record::of_sources(paths)?;
    if freshness::is_current(paths, &record) {
        eprintln!("✓ dist/ is up to date");
        return Ok(());
    }
    tools::ensure_wasm(paths)?;
    process::step("Compile the app and install what bundles it", || {
        compile_beside(paths, || tools::ensure(paths, &tools::APP_TOOLS))
    })?;
    process::step("Bundle the app into dist/", || {
        let mut trunk = tools::command(paths, "trunk");
        process::run(trunk.args(["build", "--release"]))
    })?;
    freshness::remember(paths, &record)
}

/// The server with `dist/` inside.
pub(super) fn server(paths: &Paths) -> Result<()> {
    process::step("Build the server", || {
        process::run(tools::command(paths, "cargo").args([
            "build",
            "--locked",
            "--release",
            "--package",
            SERVER,
        ]))
    })
}

/// Compiles the app while `other` runs, with the words Trunk uses, so that Trunk finds it done.
fn compile_beside(paths: &Paths, other: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut command = tools::command(paths, "cargo");
    command.args([
        "build",
        "--locked",
        "--target",
        WASM,
        "--profile",
        APP_PROFILE,
    ]);
    command.args(["--package", APP]);
    thread::scope(|scope| {
        let compile = scope.spawn(|| process::run(&mut command));
        other()?;
        compile
            .join()
            .map_err(|_| anyhow!("the thread that compiles the app panicked"))?
    })
}
