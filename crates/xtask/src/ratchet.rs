//! The recorded size of the first load, which may fall but not rise unnoticed.

use anyhow::{Context as _, Result};
use std::{cmp::Ordering, fs, path::Path};

/// What architecture.md grants a phone's first load.
pub(crate) const BUDGET_BYTES: u64 = 165_000;
/// Paths of the machine stand in panic messages and move the figure a little; that is not worth a
/// commit.
const SLACK_BYTES: u64 = 2_000;
const KEY: &str = "member_first_load_bytes";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    /// Smaller by so many bytes: worth recording.
    Smaller(u64),
    /// Larger by so many bytes: a failure.
    Larger(u64),
}

pub(crate) fn compare(measured: u64, recorded: u64) -> Verdict {
    let distance = measured.abs_diff(recorded);
    match measured.cmp(&recorded) {
        _ if distance <= SLACK_BYTES => Verdict::Same,
        Ordering::Greater => Verdict::Larger(distance),
        Ordering::Less | Ordering::Equal => Verdict::Smaller(distance),
    }
}

pub(crate) fn read(file: &Path) -> Result<u64> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    figure(&text).with_context(|| format!("{}: no line «{KEY} = NUMBER»", file.display()))
}

/// Replaces the figure and keeps every comment.
pub(crate) fn record(file: &Path, bytes: u64) -> Result<()> {
    let old = fs::read_to_string(file)?;
    let lines = old.lines().map(|line| {
        if line.starts_with(KEY) {
            format!("{KEY} = {bytes}\n")
        } else {
            format!("{line}\n")
        }
    });
    Ok(fs::write(file, lines.collect::<String>())?)
}

fn figure(text: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(KEY))?;
    line.split_once('=')?.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_real_difference_counts() {
        for (measured, expected) in [
            (100_000, Verdict::Same),
            (102_000, Verdict::Same),
            (102_001, Verdict::Larger(2_001)),
            (97_000, Verdict::Smaller(3_000)),
        ] {
            assert_eq!(compare(measured, 100_000), expected);
        }
    }

    #[test]
    fn the_figure_is_found_among_comments() {
        assert_eq!(figure("# why\nmember_first_load_bytes = 12\n"), Some(12));
        assert_eq!(figure("# member_first_load_bytes\n"), None);
    }
}
