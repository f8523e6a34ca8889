//! What axe-core, the checker of accessibility, finds on the page. It is fetched by npm into the
//! folder of tools once, used by tests alone and never shipped.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::phone::Phone;
use crate::place;

const VERSION: &str = "4.14.1";

const RUN: &str = "
    const found = await axe.run(document, {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.map(({ id, help, nodes }) => ({
        id, help, places: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));";

/// A rule that is broken, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Fault {
    pub id: String,
    pub help: String,
    pub places: Vec<String>,
}

/// Runs all rules for WCAG 2.2 AA and the good practices over the page as it is now.
///
/// # Errors
/// axe-core cannot be fetched or does not run.
pub async fn faults(phone: &Phone) -> Result<Vec<Fault>> {
    let source = std::fs::read_to_string(program()?)?;
    // As a script of the driver's, which the page's content policy does not concern.
    phone.run::<()>(&source, vec![]).await?;
    phone.run_async(RUN, vec![]).await
}

fn program() -> Result<PathBuf> {
    let folder = place::target().join("tools/axe");
    let program = folder.join("node_modules/axe-core/axe.min.js");
    if !program.exists() {
        std::fs::create_dir_all(&folder)?;
        let status = Command::new("npm")
            .args([
                "install",
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--silent",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("axe-core@{VERSION}"))
            .status()
            .context("npm")?;
        ensure!(status.success(), "npm could not install axe-core {VERSION}");
    }
    Ok(program)
}
