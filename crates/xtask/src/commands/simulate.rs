//! `simulate`: lives of phones and a server by chance, with a verdict in one line.

use crate::{packages::SIMULATION, paths::Paths, process, tools};
use anyhow::Result;
use std::ffi::OsString;

pub(super) fn run(paths: &Paths, words: &[OsString]) -> Result<()> {
    let mut command = tools::command(paths, "cargo");
    command.args(["run", "--locked", "--quiet", "--package", SIMULATION, "--"]);
    process::run(command.args(words))
}
