//! The outside programs the commands need, at pinned versions.
//!
//! A program of the right version on the `PATH` is used as it is; what is missing is installed
//! into `target/tools`, never anywhere else. Nothing is downloaded except from the registries of
//! Cargo and npm.

mod find;
mod install;
mod toolchain;
pub(crate) mod versions;

pub(crate) use find::on_path;
pub(crate) use toolchain::ensure_wasm;
pub(crate) use versions::{CARGO_DENY, GECKODRIVER, Source, TRUNK, Tool, WASM_BINDGEN, WASM_OPT};

use crate::{paths::Paths, process};
use anyhow::Result;
use std::{ffi::OsString, path::PathBuf, process::Command};

/// What turns the sources into `dist/`.
pub(crate) const APP_TOOLS: [Tool; 3] = [TRUNK, WASM_BINDGEN, WASM_OPT];

/// Installs those of `tools` that are missing or of another version.
pub(crate) fn ensure(paths: &Paths, tools: &[Tool]) -> Result<()> {
    let missing: Vec<Tool> = tools
        .iter()
        .copied()
        .filter(|tool| !find::is_there(paths, tool))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(Tool::label).collect();
    process::step(&format!("Install {} (once)", names.join(", ")), || {
        install::all(paths, &missing)
    })
}

/// A command that finds the installed tools before anything else on the `PATH`.
pub(crate) fn command(paths: &Paths, program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", search_path(paths));
    command.env("CARGO_TARGET_DIR", &paths.target);
    command.current_dir(&paths.root);
    command
}

fn search_path(paths: &Paths) -> OsString {
    let [cargo, npm] = folders(paths);
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let all = [cargo, npm]
        .into_iter()
        .chain(std::env::split_paths(&inherited));
    std::env::join_paths(all).unwrap_or(inherited)
}

/// Where cargo and npm put the programs they install for us.
fn folders(paths: &Paths) -> [PathBuf; 2] {
    let tools = paths.tools();
    [tools.join("bin"), tools.join("node_modules").join(".bin")]
}
