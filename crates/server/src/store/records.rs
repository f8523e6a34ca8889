//! Records as they stand, and the journal of how they came to stand so.

use std::future::Future;

use nhatky_domain::date::Date;
use nhatky_domain::form::Fact;
use nhatky_domain::ids::{
    BlobHash, FieldCode, HoldingId, InstallId, MutationId, PersonId, RecordId, UnitId,
};
use nhatky_domain::record::{Fields, Record};
use nhatky_domain::value::Value;

use super::Result;

/// A record with what the server knows of its arrival.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRow {
    pub record: Record,
    pub device_at: i64,
    pub device_off: Option<i64>,
    pub received_at: i64,
    pub photos_have: u32,
    pub photos_total: u32,
    pub complete_at: Option<i64>,
    pub note: Option<String>,
}

/// A record as it stood after one applied change, and who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRow<F = Fields> {
    pub record: RecordId,
    pub rev: u32,
    pub mutation: MutationId,
    pub person: PersonId,
    pub install: InstallId,
    pub holding: HoldingId,
    pub device_at: i64,
    pub device_off: Option<i64>,
    pub received_at: i64,
    pub state: String,
    pub fields: F,
}

/// A record came into, changed in or left a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    pub scope: String,
    pub record: RecordId,
    pub seq: i64,
    pub is_present: bool,
}

/// What one record adds to the totals of its unit on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    pub record: RecordId,
    pub unit: UnitId,
    pub day: Date,
    pub facts: Vec<Fact>,
}

/// Two answers to one question; the incoming one is not in force.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    pub mutation: MutationId,
    pub record: RecordId,
    pub field: FieldCode,
    pub current: Value,
    pub incoming: Value,
    pub noted_at: i64,
}

/// That somebody has shown a blob, or the right to it, for a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhotoRef {
    pub sha: BlobHash,
    pub record: RecordId,
    pub person: PersonId,
}

/// Records as they stand.
pub trait Records {
    /// The records with these ids, in no order; unknown ids are left out.
    fn records(&mut self, ids: &[RecordId]) -> impl Future<Output = Result<Vec<RecordRow>>> + Send;

    /// Stores records, replacing what stood there.
    fn save_records(&mut self, rows: &[RecordRow]) -> impl Future<Output = Result<()>> + Send;

    /// Replaces everything that each of these records adds to totals.
    fn save_facts(&mut self, rows: &[FactRow]) -> impl Future<Output = Result<()>> + Send;

    /// Sum of one indicator over the records of one unit within days, both included.
    fn total(
        &mut self,
        indicator: &str,
        unit: UnitId,
        days: (Date, Date),
    ) -> impl Future<Output = Result<i64>> + Send;

    /// Number of records.
    fn record_count(&mut self) -> impl Future<Output = Result<i64>> + Send;
}

/// What happened to records, and who has to hear of it.
pub trait Journal {
    /// Appends versions. A version that is there already is refused as a broken rule.
    fn add_versions(&mut self, rows: &[VersionRow]) -> impl Future<Output = Result<()>> + Send;

    /// The versions of a record, oldest first.
    fn versions(
        &mut self,
        record: RecordId,
    ) -> impl Future<Output = Result<Vec<VersionRow>>> + Send;

    /// The mutation that was the last to make one of these records what it is, and when.
    fn newest_mutation(
        &mut self,
        records: &[RecordId],
    ) -> impl Future<Output = Result<Option<(MutationId, i64)>>> + Send;

    /// Keeps both answers of clashes.
    fn add_conflicts(&mut self, rows: &[ConflictRow]) -> impl Future<Output = Result<()>> + Send;

    /// The clashes of a record, oldest first.
    fn conflicts_of(
        &mut self,
        record: RecordId,
    ) -> impl Future<Output = Result<Vec<ConflictRow>>> + Send;

    /// The scopes in which these records are present.
    fn scopes_of(
        &mut self,
        records: &[RecordId],
    ) -> impl Future<Output = Result<Vec<(RecordId, String)>>> + Send;

    /// Stores changes: the last one of a record in a scope replaces the one before.
    fn save_changes(&mut self, rows: &[ChangeRow]) -> impl Future<Output = Result<()>> + Send;

    /// The changes of a scope after one number up to another, ascending, at most `limit`.
    fn changes(
        &mut self,
        scope: &str,
        after: i64,
        through: i64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<ChangeRow>>> + Send;
}
