//! All of an organisation as text, one row a line, in a format that no database owns.
//!
//! ```text
//! {"format":"nhatky-export","version":1}        what this is
//! {"unit":{"id":"…","name":"…",…}}              one line a row, table by table
//! {"end":{"rows":{"unit":5,…},"sha256":"…"}}    how many, and the digest of all lines above
//! ```
//! Ids, receipts, revisions, numbers of scopes and the epoch are kept, so that phones go on as if
//! nothing had happened. One database gives one file, byte for byte, whichever kind it is. Photos
//! are files already and stay outside.
//! > A file is taken whole or not at all: with its last line, that line's digest and its numbers.

mod line;
mod load;
mod passing;
mod read;
mod write;

use std::io;

pub use self::line::{Head, VERSION};
pub use self::load::load;
pub use self::passing::{hand_over, take_over};
pub use self::read::Reader;
pub use self::write::{Writer, write};
use crate::store::StoreError;

/// Why an export was not written or not loaded.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the database holds no organisation")]
    NotFounded,
    #[error("the database holds an organisation already: load into an empty one")]
    Founded,
    #[error("the organisation was moved away from here already: «unseal» begins a new epoch here")]
    Sealed,
    #[error("line 1: this is no export of an organisation")]
    NoExport,
    #[error("line 1: the file has version {0}: use a newer program")]
    Newer(u32),
    #[error("line {line}: {what}")]
    BadLine { line: u64, what: String },
    #[error("line {line}: the file ends here, without its last line: it was cut")]
    Cut { line: u64 },
    #[error("line {line}: {what}: something above was changed, lost or added")]
    Damaged { line: u64, what: &'static str },
    /// What is written there is no organisation, although the file is as it was written.
    #[error("line {line}, or one of the {ROWS_AT_ONCE} before it, breaks a rule of the tables")]
    Unfit { line: u64 },
    #[error("the database cannot be used: {0}")]
    Store(#[from] StoreError),
    #[error("the file cannot be used: {0}")]
    Io(#[from] io::Error),
}

/// Rows that are in memory at once.
const ROWS_AT_ONCE: usize = 500;

#[cfg(test)]
mod tests;
