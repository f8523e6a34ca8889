//! Where figures go, and what is made of several runs.

use std::fs::File;
use std::io::Write as _;

use anyhow::{Context as _, Result};

/// Runs behind each median.
pub(crate) const RUNS: usize = 5;

/// Prints a figure and writes it where `NHATKY_BENCH_OUT` says.
pub(crate) fn report(key: &str, value: f64) -> Result<()> {
    println!("{key} {value:.1}");
    if let Some(file) = std::env::var_os("NHATKY_BENCH_OUT") {
        let mut file = File::options().create(true).append(true).open(file)?;
        writeln!(file, "{key} {value:.1}")?;
    }
    Ok(())
}

/// The one in the middle.
pub(crate) fn median(values: &[f64]) -> Result<f64> {
    at(values, 0.5)
}

/// The one that 95 of 100 do not exceed.
pub(crate) fn p95(values: &[f64]) -> Result<f64> {
    at(values, 0.95)
}

/// The one that 99 of 100 do not exceed.
pub(crate) fn p99(values: &[f64]) -> Result<f64> {
    at(values, 0.99)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place among a few dozen values"
)]
fn at(values: &[f64], share: f64) -> Result<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let idx = ((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1);
    sorted.get(idx).copied().context("no run gave a value")
}

/// Exact for every figure met here.
#[expect(
    clippy::cast_precision_loss,
    reason = "bytes of a visit stay far below 2^52"
)]
pub(crate) fn amount(value: u64) -> f64 {
    value as f64
}
