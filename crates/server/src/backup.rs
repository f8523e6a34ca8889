//! Backups: everything of one moment in one encrypted file, and the way back.
//!
//! ```text
//! copy of the database ─► its photos, by hash ─► tar ─► age ─► draft, synced ─► trial restore
//!                                                                                    │
//!                               older ones pruned ◄─ noted ◄─ renamed, synced ◄──────┘
//! ```
//! > A backup has its name only after the written file was read back, opened and unpacked.
//! > A failed backup leaves older ones alone; they are pruned after a new one only.
//! > The secret that opens backups is never on the server.

mod archive;
mod bucket;
mod encryption;
mod journal;
mod location;
mod make;
mod photos;
pub mod recovery_key;
mod restore;
pub mod schedule;
mod shelf;
mod trial;
mod work_folder;

use std::io;

use nhatky_domain::ids::BlobHash;

pub use self::archive::Manifest;
pub use self::journal::{Done, Journal, Restored};
pub use self::location::Location;
pub use self::make::make;
pub use self::restore::restore;
pub use self::trial::{Found, verify};
use crate::store::StoreError;

/// Why a backup was not made, or one not read. The cause is in the source, not in the text.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("there is no recovery key yet: run «nhatky-server recovery-key» first")]
    NoKey,
    #[error(
        "there is a recovery key already; --replace makes another one, and the old secret is still \
         needed for the backups made so far"
    )]
    KeyExists,
    #[error("the file holds no recovery key: a line that begins with AGE-SECRET-KEY-1")]
    NoSecret,
    #[error("another backup of this folder is under way")]
    Busy,
    #[error("the server stops")]
    Stopped,
    #[error("{needed_mb} MB must be free, and {free_mb} MB are, for {what}")]
    NoRoom {
        what: &'static str,
        needed_mb: u64,
        free_mb: u64,
    },
    #[error("the backup is encrypted to another key")]
    OtherKey,
    #[error("the backup cannot be read to its end")]
    Unreadable(#[source] io::Error),
    #[error("the backup lacks «{0}»")]
    Incomplete(&'static str),
    #[error("the backup has format {0}: use a newer program")]
    NewerFormat(u32),
    #[error("the backup holds «{0}», which this program does not know: use a newer one")]
    UnknownPiece(String),
    #[error("photo {0} is not what its name says")]
    WrongPhoto(BlobHash),
    #[error("what was unpacked differs from what the backup says: {0}")]
    Differs(String),
    #[error("what the backup holds cannot be written")]
    Unpacking(#[source] io::Error),
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    #[error("{what}")]
    Io {
        what: String,
        #[source]
        source: io::Error,
    },
}

impl BackupError {
    fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
