//! The audit chain's rows. What is in them is the business of [`crate::audit`].

use std::future::Future;

use nhatky_domain::ids::RecordId;
use nhatky_sync::json;

use super::{Result, VersionRow};

/// That a version was written, and after which others. Never changed, never removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditRow {
    /// From 1 on, without a hole.
    pub number: i64,
    pub record: RecordId,
    pub rev: u32,
    /// Of the version.
    pub digest: [u8; 32],
    /// Of this row and all before it.
    pub chain: [u8; 32],
}

impl AuditRow {
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            number: self.number,
            chain: self.chain,
        }
    }
}

/// The last row of a chain; of an empty one, what its first row follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub chain: [u8; 32],
}

/// A row beside what it vouches for.
#[derive(Debug, Clone, PartialEq)]
pub struct Audited {
    pub row: AuditRow,
    /// None once it was removed.
    pub version: Option<StoredVersion>,
    /// Of the record as it stands; none if there is no such record.
    pub newest_rev: Option<u32>,
}

/// A version with its fields as the text that is stored.
pub type StoredVersion = VersionRow<String>;

impl StoredVersion {
    /// As every database writes it.
    #[must_use]
    pub fn of(row: &VersionRow) -> Self {
        Self {
            record: row.record,
            rev: row.rev,
            mutation: row.mutation,
            person: row.person,
            install: row.install,
            holding: row.holding,
            device_at: row.device_at,
            device_off: row.device_off,
            received_at: row.received_at,
            state: row.state.clone(),
            fields: json::to_text(&row.fields),
        }
    }
}

/// The chain over all versions.
pub trait Audit {
    /// Whoever appends holds the counters.
    fn audit_head(&mut self) -> impl Future<Output = Result<Head>> + Send;

    /// Appends rows. A number or a version that is there already is refused as a broken rule.
    fn add_audit(&mut self, rows: &[AuditRow]) -> impl Future<Output = Result<()>> + Send;

    /// Rows after a number, ascending, at most `limit`.
    fn audited(
        &mut self,
        after: i64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Audited>>> + Send;

    /// Versions without a row, in the order of their arrival, record and revision, at most `limit`.
    fn unaudited(&mut self, limit: u32) -> impl Future<Output = Result<Vec<StoredVersion>>> + Send;

    /// The first record whose revision in force has no version.
    fn unversioned(&mut self) -> impl Future<Output = Result<Option<(RecordId, u32)>>> + Send;
}
