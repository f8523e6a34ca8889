use nhatky_domain::ids::{MutationId, RecordId};

use super::{MemoryTx, broken_rule};
use crate::store::{ChangeRow, ConflictRow, Journal, Result, VersionRow};

impl Journal for MemoryTx {
    async fn add_versions(&mut self, rows: &[VersionRow]) -> Result<()> {
        for row in rows {
            if !self.tables.versions.add((row.record, row.rev), row.clone()) {
                return Err(broken_rule("the version is there already"));
            }
        }
        Ok(())
    }

    async fn versions(&mut self, record: RecordId) -> Result<Vec<VersionRow>> {
        let versions = self.tables.versions.rows();
        Ok(versions
            .filter(|row| row.record == record)
            .cloned()
            .collect())
    }

    async fn newest_mutation(&mut self, records: &[RecordId]) -> Result<Option<(MutationId, i64)>> {
        let records = self.tables.records.find(records).into_iter();
        let versions = records.filter_map(|row| {
            let key = (row.record.id, row.record.rev);
            self.tables.versions.get(&key)
        });
        let newest = versions.max_by_key(|row| (row.received_at, row.mutation));
        Ok(newest.map(|row| (row.mutation, row.received_at)))
    }

    async fn add_conflicts(&mut self, rows: &[ConflictRow]) -> Result<()> {
        for row in rows {
            let key = (row.mutation, row.field.clone());
            if !self.tables.conflicts.add(key, row.clone()) {
                return Err(broken_rule("the conflict is there already"));
            }
        }
        Ok(())
    }

    async fn conflicts_of(&mut self, record: RecordId) -> Result<Vec<ConflictRow>> {
        let conflicts = self.tables.conflicts.rows();
        let mut found: Vec<_> = conflicts
            .filter(|row| row.record == record)
            .cloned()
            .collect();
        found.sort_by_key(|row| row.noted_at);
        Ok(found)
    }

    async fn scopes_of(&mut self, records: &[RecordId]) -> Result<Vec<(RecordId, String)>> {
        let changes = self.tables.changes.rows();
        let present = changes.filter(|row| row.is_present && records.contains(&row.record));
        Ok(present.map(|row| (row.record, row.scope.clone())).collect())
    }

    async fn save_changes(&mut self, rows: &[ChangeRow]) -> Result<()> {
        for row in rows {
            let changes = &mut self.tables.changes;
            let is_taken = |other: &ChangeRow| {
                other.scope == row.scope && other.seq == row.seq && other.record != row.record
            };
            if changes.rows().any(is_taken) {
                return Err(broken_rule("the number is given already"));
            }
            changes.put((row.scope.clone(), row.record), row.clone());
        }
        Ok(())
    }

    async fn changes(
        &mut self,
        scope: &str,
        after: i64,
        through: i64,
        limit: u32,
    ) -> Result<Vec<ChangeRow>> {
        let all = self.tables.changes.rows();
        let mut found: Vec<_> = all
            .filter(|row| row.scope == scope && after < row.seq && row.seq <= through)
            .cloned()
            .collect();
        found.sort_by_key(|row| row.seq);
        found.truncate(limit as usize);
        Ok(found)
    }
}
