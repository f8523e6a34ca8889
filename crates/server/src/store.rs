//! What the server remembers, as traits that a database implements.
//!
//! One trait a subject, each small; a transaction is all of them together. Routes and
//! [`crate::apply`] know these traits alone, so that another database joins here and nowhere else.
//! What an implementation must do is said at each method and checked by `conformance`.
//!
//! > A write transaction sees and holds what no other write transaction of this organisation
//! > changes until it commits: whoever writes records takes [`Counters::lock_counters`] first.
//! > A read transaction sees one moment of the database from its first read on.
//! > Dropped without [`Transaction::commit`], a transaction leaves nothing behind.
//! > Every transaction can be run again from the start: nothing outside of the database is changed
//! > before it commits, except files that may lie around unused.

mod accounts;
mod audit;
mod blobs;
#[cfg(test)]
pub(crate) mod conformance;
mod counters;
mod directory;
mod dump;
mod failure;
mod installs;
#[cfg(any(test, feature = "simulation"))]
pub mod memory;
pub mod postgres;
mod receipts;
mod records;
mod retention;
pub mod sqlite;

use std::future::Future;

pub use self::accounts::{CodeRow, Codes};
pub use self::audit::{Audit, AuditRow, Audited, Head, StoredVersion};
pub use self::blobs::{BlobRow, Blobs, UploadRow, Uploads};
pub use self::counters::{Counters, EPOCH_JUMP, EpochReason, EpochRow, OrganisationRow};
pub use self::directory::{Directory, PersonRow};
pub use self::dump::{Cell, Column, Dump, Kind, TABLES, Table};
pub use self::installs::{ContactNote, InstallRow, Installs, SessionRow, Sessions};
pub use self::receipts::{ReceiptRow, Receipts};
pub use self::records::{
    ChangeRow, ConflictRow, FactRow, Journal, PhotoRef, RecordRow, Records, VersionRow,
};
pub use self::retention::Retention;

/// Why the database did not do it, by what the caller can do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The organisation lives elsewhere now: nothing is written for it here.
    #[error("the organisation was moved away from here: nothing is taken until «unseal»")]
    Sealed,
    /// Another transaction was in the way: run this one again from the start.
    #[error("another transaction was in the way")]
    TryAgain(#[source] sqlx::Error),
    /// A rule of the tables is broken: what was to be written is wrong, and will be again.
    #[error("a rule of the tables is broken")]
    Constraint(#[source] sqlx::Error),
    /// The database was written by a newer program.
    #[error("the database has schema {found}, this program knows {supported}: use a newer program")]
    SchemaTooNew { found: i64, supported: i64 },
    /// There was no room for the copy that is kept before the tables are changed.
    #[error("the database was left as it is: it could not be copied before its tables change")]
    NotCopied(#[source] std::io::Error),
    /// A stored value cannot be read.
    #[error("stored {what} cannot be read")]
    Corrupt { what: &'static str },
    /// The database's own check of its file found it so.
    #[error("the database is damaged: restore the last backup")]
    Damaged,
    /// Disk full, file gone, connection lost.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
}

/// Shorthand of everything in here.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A database.
pub trait Store: Clone + Send + Sync + 'static {
    type Tx: Transaction;

    /// Begins a transaction that only reads. It never waits for writers.
    fn read(&self) -> impl Future<Output = Result<Self::Tx>> + Send;

    /// Begins a transaction that may write. Waits its turn.
    fn write(&self) -> impl Future<Output = Result<Self::Tx>> + Send;

    /// Waits for open transactions, then lets go of the database.
    fn close(&self) -> impl Future<Output = ()> + Send;
}

/// Everything that can be done within one transaction.
pub trait Transaction:
    Counters
    + Directory
    + Codes
    + Installs
    + Sessions
    + Receipts
    + Records
    + Journal
    + Audit
    + Blobs
    + Uploads
    + Retention
    + Send
    + 'static
{
    /// Makes it durable: after `Ok` it survives a loss of power.
    fn commit(self) -> impl Future<Output = Result<()>> + Send;
}

/// Runs a whole transaction again while others are in its way, a few times.
///
/// # Errors
/// What `attempt` gives, at last also [`StoreError::TryAgain`].
pub async fn retried<T, F>(mut attempt: impl FnMut() -> F + Send) -> Result<T>
where
    F: Future<Output = Result<T>> + Send,
{
    for _ in 0..MAX_ATTEMPTS {
        match attempt().await {
            Err(StoreError::TryAgain(_)) => {}
            settled => return settled,
        }
    }
    attempt().await
}

/// Enough for any passing clash; a lasting one is for the caller to report.
const MAX_ATTEMPTS: u32 = 4;
