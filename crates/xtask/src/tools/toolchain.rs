//! What the compiler needs to build for the browser.
//!
//! rustup adds the targets that `rust-toolchain.toml` names by itself only when it installs the
//! toolchain; one that was there before, or a rustup that is told to install nothing, lacks them.

use super::command;
use crate::{packages::WASM, paths::Paths, process};
use anyhow::{Context as _, Result, bail};
use std::path::Path;

/// Adds the standard library for WebAssembly to the pinned toolchain if it is missing.
pub(crate) fn ensure_wasm(paths: &Paths) -> Result<()> {
    if is_there(paths)? {
        return Ok(());
    }
    process::step("Add the target wasm32-unknown-unknown (once)", || {
        process::run(command(paths, "rustup").args(["target", "add", WASM])).context(
            "the toolchain lacks the target wasm32-unknown-unknown; without rustup, install it \
             the way this toolchain was installed",
        )
    })
}

fn is_there(paths: &Paths) -> Result<bool> {
    let asked = command(paths, "rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("cannot start rustc")?;
    if !asked.status.success() {
        bail!("{}", String::from_utf8_lossy(&asked.stderr).trim_end());
    }
    let folder = String::from_utf8(asked.stdout).context("the path of the standard library")?;
    Ok(Path::new(folder.trim_end()).is_dir())
}
