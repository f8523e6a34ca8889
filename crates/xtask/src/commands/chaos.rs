//! `chaos`: many rounds of `tests/e2e/chaos.rs` in Chromium, against the release build.

use super::{build, e2e};
use crate::{
    args::{ChaosArgs, E2eArgs, Engine},
    paths::Paths,
    process,
};
use anyhow::Result;
use std::time::{SystemTime, UNIX_EPOCH};

const ROUNDS: u32 = 200;

pub(super) fn run(paths: &Paths, args: &ChaosArgs) -> Result<()> {
    e2e::prepare(Engine::Chromium, paths)?;
    build::run(paths)?;
    let (rounds, seed) = (args.rounds.unwrap_or(ROUNDS), args.seed.unwrap_or_else(now));
    let specs = E2eArgs {
        spec: Some("chaos::".to_owned()),
        engine: Engine::Chromium,
    };
    let mut command = e2e::specs(paths, &specs);
    command
        .arg("--nocapture")
        .env("NHATKY_CHAOS_ROUNDS", rounds.to_string())
        .env("NHATKY_CHAOS_SEED", seed.to_string());
    let title = format!("{rounds} rounds of chaos, seed {seed}");
    process::step(&title, || process::run(&mut command))
}

fn now() -> u64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    since_1970.unwrap_or_default().as_secs()
}
