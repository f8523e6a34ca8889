//! WebKitGTK's MiniBrowser through WebKitWebDriver: the nearest to an iPhone on Linux. It has
//! nothing beyond plain WebDriver, and needs a display (`xvfb-run`).

use std::process::Command;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;

use super::program;

pub(super) fn driver(port: u16) -> Command {
    let mut command = program(&["WebKitWebDriver"]);
    command.arg(format!("--port={port}"));
    command
}

pub(super) fn fill(capabilities: &mut Capabilities) -> Result<()> {
    capabilities.set("browserName", "MiniBrowser")?;
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({ "args": ["--automation"] }),
    )?;
    Ok(())
}
