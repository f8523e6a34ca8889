//! Whether a tool of the right version is at hand.

use super::{Tool, folders};
use crate::paths::Paths;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A copy in `target/tools` decides alone, because it is found first when the tool is called.
pub(super) fn is_there(paths: &Paths, tool: &Tool) -> bool {
    let ours = folders(paths)
        .into_iter()
        .map(|folder| folder.join(tool.program))
        .find(|program| program.exists());
    ours.or_else(|| on_path(tool.program))
        .is_some_and(|program| tool.is_version(&printed_version(&program)))
}

/// The program of that name a shell would start.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn printed_version(program: &Path) -> String {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}
