//! Where things lie in the repository and in the folder for build results.

use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub(crate) struct Paths {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// Where outside programs are installed.
    tools: PathBuf,
}

impl Paths {
    /// From the current folder upwards: the first one whose `Cargo.toml` holds a workspace.
    pub(crate) fn find() -> Result<Self> {
        let start = std::env::current_dir()?;
        let root = start
            .ancestors()
            .find(|folder| is_workspace(folder))
            .with_context(|| format!("{} is not inside the repository", start.display()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self {
            root: root.to_path_buf(),
            tools: target.join("tools"),
            target,
        })
    }

    /// Another tree that is built with the same programs.
    pub(crate) fn elsewhere(&self, root: PathBuf, target: PathBuf) -> Self {
        let tools = self.tools.clone();
        Self {
            root,
            target,
            tools,
        }
    }

    /// The built app: what Trunk writes and the server embeds.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    pub(crate) fn demo_data(&self) -> PathBuf {
        self.root.join("demo-data")
    }

    pub(crate) fn server(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("nhatky-server")
    }
}

fn is_workspace(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("Cargo.toml"))
        .is_ok_and(|manifest| manifest.contains("[workspace]"))
}
