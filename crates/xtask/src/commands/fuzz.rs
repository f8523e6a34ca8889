//! `fuzz`: the decoders of `tests/fuzz` for longer than the test command has time, each time with
//! other inputs.

use crate::{args::FuzzArgs, packages::TESTS, paths::Paths, process, tools};
use anyhow::Result;
use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS: u32 = 60;

pub(super) fn run(paths: &Paths, args: &FuzzArgs) -> Result<()> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    let seed = since_1970.unwrap_or_default().as_secs();
    let seconds = args.seconds.unwrap_or(SECONDS);
    let mut command = tools::command(paths, "cargo");
    command.args(["test", "--locked", "--package", TESTS, "--test", "fuzz"]);
    command.args(["--", "--nocapture"]);
    if let Some(target) = &args.target {
        command.args(["--exact", target]);
    }
    command
        .env("NHATKY_FUZZ_SECONDS", seconds.to_string())
        .env("NHATKY_FUZZ_SEED", seed.to_string());
    let title = format!("Decoders, {seconds} s each, seed {seed}");
    process::step(&title, || process::run(&mut command))
}
