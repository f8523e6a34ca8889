//! WebKitGTK's MiniBrowser through WebKitWebDriver: the nearest to an iPhone on Linux. It has
//! nothing beyond plain WebDriver, and needs a display (`xvfb-run`).

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::Capabilities;

use super::launch::program;
use crate::place;

pub(super) fn driver(port: u16, profile: &Path) -> Result<Command> {
    let mut command = program(&["WebKitWebDriver"]);
    command
        .arg(format!("--port={port}"))
        .env("LD_PRELOAD", keep_profile()?)
        .env("NHATKY_PROFILE", profile);
    Ok(command)
}

pub(super) fn fill(capabilities: &mut Capabilities) -> Result<()> {
    capabilities.set("browserName", "MiniBrowser")?;
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({ "args": ["--automation"] }),
    )?;
    Ok(())
}

/// Compiles what makes the browser keep its profile.
fn keep_profile() -> Result<PathBuf> {
    let folder = place::target().join("e2e-webkit");
    std::fs::create_dir_all(&folder)?;
    let library = folder.canonicalize()?.join("keep_profile.so");
    if !library.exists() {
        // Under another name first: a test beside this one may be looking.
        let half = library.with_extension(format!("{}.half", std::process::id()));
        let source = place::root().join("tests/support/browser/keep_profile.c");
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .args([&half, &source])
            .status()
            .context("cc")?;
        ensure!(
            status.success(),
            "cc could not compile {}",
            source.display()
        );
        std::fs::rename(&half, &library)?;
    }
    Ok(library)
}
