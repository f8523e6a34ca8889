use nhatky_domain::ids::{InstallId, PersonId};

use crate::store::{Piece, Shelf};

/// Whose work it is and where it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub person: PersonId,
    /// None if the phone could not say any more.
    pub install: Option<InstallId>,
    /// Device time.
    pub made_at_ms: i64,
    /// Counts from 1.
    pub part: u32,
    /// Of the server; it may have moved since.
    pub address: String,
    pub name: String,
    /// What to do with the file, for whoever opens it as a text.
    pub note: String,
}

/// What a file holds, in the order of its lines.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Head(Head),
    Piece(Piece),
    /// It could not be read when the backup was made; see [`Lost::read`].
    Lost(String),
}

/// What could not be read when a backup was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// None in a file of a newer build that has more of them.
    pub shelf: Option<Shelf>,
    /// Empty if not even the names of what lies there could be read.
    pub name: String,
}

impl Lost {
    /// As its line names it.
    #[must_use]
    pub fn read(line: &str) -> Self {
        let place = line.split_once(": ").map_or(line, |(place, _)| place);
        let (shelf, name) = place.split_once('/').unwrap_or((place, ""));
        let known = [Shelf::Outbox, Shelf::Retained, Shelf::Drafts, Shelf::Photos];
        Self {
            shelf: known.into_iter().find(|known| known.name() == shelf),
            name: name.to_owned(),
        }
    }

    pub(super) fn line(shelf: Shelf, name: &str, why: &str) -> String {
        [shelf.name(), "/", name, ": ", why].concat()
    }
}

/// How many lines of each kind a part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) drafts: u32,
    pub(super) work: u32,
    pub(super) photos: u32,
    pub(super) lost: u32,
}

/// Why a file cannot be read on. What was given before is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("no backup of this app")]
    NotABackup,
    /// Update the app, then try again.
    #[error("backup format {version} is not known")]
    Newer { version: u32 },
    #[error("line {line} is not as it was written")]
    Altered { line: u32 },
    /// The end is missing.
    #[error("the file is cut off after line {line}")]
    Cut { line: u32 },
}
