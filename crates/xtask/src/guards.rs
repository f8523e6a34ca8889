//! The table of `tests/guards.md`: what keeps each incident from happening, and the change that
//! takes it away.
//!
//! Never touches a file: `copy` does, in a tree of its own.

mod copy;
mod read;
#[cfg(test)]
mod tests;

use anyhow::{Result, bail};

pub(crate) use copy::Copy;
pub(crate) use read::read;

/// One test, and what has to make it fail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Guard {
    pub(crate) test: String,
    pub(crate) place: Place,
    /// Made together.
    pub(crate) changes: Vec<Change>,
}

/// Where the test runs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Words for cargo.
    Host(Vec<String>),
    /// Words for cargo; the test runs inside Chromium.
    Browser(Vec<String>),
    /// A story against the built app.
    Story,
}

/// Whole lines that stand once in their file, and what is put there instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// From the root of the repository.
    pub(crate) file: String,
    pub(crate) cut: Vec<String>,
    pub(crate) put: Vec<String>,
}

impl Change {
    /// The file's text with the change made.
    ///
    /// # Errors
    /// The lines do not stand there, or more than once: the table is out of date.
    pub(crate) fn make(&self, text: &str) -> Result<String> {
        let lines: Vec<_> = text.split('\n').collect();
        let windows = lines.windows(self.cut.len()).enumerate();
        let mut found = windows.filter(|(_, window)| *window == self.cut);
        let (Some((start, _)), None) = (found.next(), found.next()) else {
            bail!(
                "{}: not there exactly once:\n{}",
                self.file,
                self.cut.join("\n")
            );
        };
        let (before, rest) = lines.split_at(start);
        let after = &rest[self.cut.len()..];
        let put: Vec<_> = self.put.iter().map(String::as_str).collect();
        Ok([before, &put, after].concat().join("\n"))
    }
}
