use std::collections::BTreeSet;

use nhatky_domain::ids::RecordId;

use super::{MemoryTx, broken_rule};
use crate::store::{Audit, AuditRow, Audited, Head, Result, StoredVersion};

impl Audit for MemoryTx {
    async fn audit_head(&mut self) -> Result<Head> {
        let last = self.tables.audit.rows().next_back();
        Ok(last.map(AuditRow::head).unwrap_or_default())
    }

    async fn add_audit(&mut self, rows: &[AuditRow]) -> Result<()> {
        for row in rows {
            let audit = &mut self.tables.audit;
            let is_same = |other: &AuditRow| (other.record, other.rev) == (row.record, row.rev);
            // Newest first: that is where a double one would be.
            let is_there = audit.rows().rev().any(is_same);
            if is_there || !audit.add(row.number, *row) {
                return Err(broken_rule("the version has a row already"));
            }
        }
        Ok(())
    }

    async fn audited(&mut self, after: i64, limit: u32) -> Result<Vec<Audited>> {
        let tables = &self.tables;
        let rows = tables.audit.rows().skip_while(|row| row.number <= after);
        let audited = rows.map(|row| Audited {
            row: *row,
            version: tables
                .versions
                .get(&(row.record, row.rev))
                .map(StoredVersion::of),
            newest_rev: tables.records.get(&row.record).map(|row| row.record.rev),
        });
        Ok(audited.take(limit as usize).collect())
    }

    async fn unaudited(&mut self, limit: u32) -> Result<Vec<StoredVersion>> {
        let rows = self.tables.audit.rows();
        let known: BTreeSet<_> = rows.map(|row| (row.record, row.rev)).collect();
        let versions = self.tables.versions.rows();
        let mut found: Vec<_> = versions
            .filter(|row| !known.contains(&(row.record, row.rev)))
            .collect();
        found.sort_by_key(|row| (row.received_at, row.record, row.rev));
        let found = found.into_iter().take(limit as usize);
        Ok(found.map(StoredVersion::of).collect())
    }

    async fn unversioned(&mut self) -> Result<Option<(RecordId, u32)>> {
        let records = self.tables.records.rows();
        let mut revisions = records.map(|row| (row.record.id, row.record.rev));
        Ok(revisions.find(|key| self.tables.versions.get(key).is_none()))
    }
}
