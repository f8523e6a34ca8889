use nhatky_domain::ids::{InstallId, PersonId};

use crate::store::Piece;

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
    /// It could not be read when the backup was made.
    Lost(String),
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
