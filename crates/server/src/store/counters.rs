//! The organisation itself and its counters.

use std::collections::BTreeMap;
use std::future::Future;

use nhatky_domain::ids::{Epoch, InstallId};
use uuid::Uuid;

use super::Result;

/// The one organisation of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
    /// Where people reach it: `https://nhatky.example.vn`.
    pub address: Option<String>,
    pub epoch: Epoch,
    pub is_demo: bool,
    pub founded_at: i64,
    /// Counts changes of units, persons and holdings.
    pub directory_rev: i64,
}

/// How far all numbers jump when an epoch begins, besides following the clock: those of the lineage
/// that was left end below, also if its clock was some days ahead.
pub const EPOCH_JUMP: i64 = 1_000_000_000;

/// Why an epoch began. The words are stored and frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EpochReason {
    Founded,
    /// The operator put a backup in place.
    Restored,
    /// A phone had read further than the numbers go.
    CursorAhead,
    /// A phone was told of mutations that the server does not know.
    ReceiptsAhead,
    /// The database was made of an export while its source may go on.
    Copied,
    /// The seal was lifted while a successor may go on.
    Unsealed,
}

impl EpochReason {
    const WORDS: [(Self, &'static str); 6] = [
        (Self::Founded, "founded"),
        (Self::Restored, "restored"),
        (Self::CursorAhead, "cursor_ahead"),
        (Self::ReceiptsAhead, "receipts_ahead"),
        (Self::Copied, "copied"),
        (Self::Unsealed, "unsealed"),
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(reason, _)| *reason == self);
        found.map_or("", |(_, word)| word)
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(_, known)| *known == word);
        found.map(|(reason, _)| *reason)
    }
}

/// A lineage of the organisation's numbers: what phones have read is comparable within one only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochRow {
    pub epoch: Epoch,
    /// None for the first.
    pub parent: Option<Epoch>,
    pub began_at: i64,
    pub reason: EpochReason,
    /// The phone that gave it away.
    pub install: Option<InstallId>,
}

/// The organisation and the numbers that phones read by.
pub trait Counters {
    /// None before it is founded.
    fn organisation(&mut self) -> impl Future<Output = Result<Option<OrganisationRow>>> + Send;

    /// Founds it, with its first epoch. A second one is refused as
    /// [`super::StoreError::Constraint`].
    fn found(&mut self, row: &OrganisationRow) -> impl Future<Output = Result<()>> + Send;

    /// Takes the organisation's counter row until the transaction ends, so that numbers become
    /// visible in the order in which they were given. Always the first write of a transaction
    /// that gives numbers, or that writes anything else which must not be lost in a move.
    /// Of a sealed organisation it is refused as [`super::StoreError::Sealed`].
    fn lock_counters(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// Reserves `n` numbers of a scope, one after the other, and returns the first: the one after
    /// the last given, but not below the milliseconds since the organisation was founded, plus the
    /// jumps of the epochs since the first. So a database that was put back without a word gives
    /// numbers above all that it gave before, and nobody's cursor has passed them.
    fn take_seqs(
        &mut self,
        scope: &str,
        n: i64,
        now: i64,
    ) -> impl Future<Output = Result<i64>> + Send;

    /// The last number given in each scope; scopes without any are left out.
    fn last_seqs(
        &mut self,
        scopes: &[String],
    ) -> impl Future<Output = Result<BTreeMap<String, i64>>> + Send;

    /// Puts the organisation into a new epoch, and lets the numbers of every scope, also of those
    /// without any yet, jump by [`EPOCH_JUMP`]. The caller holds the counters.
    fn begin_epoch(&mut self, row: &EpochRow) -> impl Future<Output = Result<()>> + Send;

    /// Since when the organisation is sealed; none while it is not.
    fn sealed_at(&mut self) -> impl Future<Output = Result<Option<i64>>> + Send;

    /// Seals it, after whoever holds the counters. False, and nothing changes, if it is sealed
    /// already.
    fn seal(&mut self, now: i64) -> impl Future<Output = Result<bool>> + Send;

    /// Lifts the seal. The caller begins an epoch, unless nobody can have gone on in this one.
    fn unseal(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// Every epoch, the first one first.
    fn epochs(&mut self) -> impl Future<Output = Result<Vec<EpochRow>>> + Send;
}
