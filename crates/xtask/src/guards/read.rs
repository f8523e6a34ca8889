//! Reads the table: a heading names the test, a line of code says how it is run, and each block of
//! `diff` is one change.

use super::{Change, Guard, Place};
use crate::packages::WASM;
use anyhow::{Context as _, Result, bail};

const STORIES: &str = "cargo xtask e2e";

/// # Errors
/// A row lacks something.
pub(crate) fn read(table: &str) -> Result<Vec<Guard>> {
    table.split("\n## ").skip(1).map(row).collect()
}

fn row(text: &str) -> Result<Guard> {
    let mut lines = text.lines();
    let test = lines.next().unwrap_or_default().trim();
    let of_the_row = || format!("the row of {test}");
    let command = lines
        .find_map(|line| line.strip_prefix("`cargo ")?.strip_suffix('`'))
        .with_context(of_the_row)
        .context("no command")?;
    let changes = changes(text).with_context(of_the_row)?;
    if changes.is_empty() {
        bail!("no change in {}", of_the_row());
    }
    Ok(Guard {
        test: test.to_owned(),
        place: place(command),
        changes,
    })
}

fn place(command: &str) -> Place {
    let words = || command.split(' ').map(ToOwned::to_owned).collect();
    if STORIES.ends_with(command) {
        Place::Story
    } else if command.contains(WASM) {
        Place::Browser(words())
    } else {
        Place::Host(words())
    }
}

fn changes(text: &str) -> Result<Vec<Change>> {
    let blocks = text.split("\n```diff\n").skip(1);
    let bodies = blocks.map(|block| block.split("\n```").next().unwrap_or_default());
    bodies.map(change).collect()
}

fn change(body: &str) -> Result<Change> {
    let (head, lines) = body.split_once('\n').context("an empty change")?;
    let file = head.strip_prefix("--- ").context("a change of no file")?;
    let of = |mark: char| {
        let marked = lines.split('\n');
        let marked = marked.filter_map(move |line| line.strip_prefix([' ', mark]));
        marked.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let (cut, put) = (of('-'), of('+'));
    if cut.is_empty() || cut == put {
        bail!("a change of {file} that changes nothing");
    }
    Ok(Change {
        file: file.to_owned(),
        cut,
        put,
    })
}
