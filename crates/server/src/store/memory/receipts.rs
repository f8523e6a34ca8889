use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::{InstallId, MutationId, RecordId};
use nhatky_sync::protocol::Status;

use super::MemoryTx;
use crate::store::{ReceiptRow, Receipts, Result};

impl Receipts for MemoryTx {
    async fn receipts(&mut self, mutations: &[MutationId]) -> Result<Vec<ReceiptRow>> {
        Ok(self.tables.receipts.find(mutations))
    }

    async fn save_receipts(&mut self, rows: &[ReceiptRow]) -> Result<()> {
        for row in rows {
            let id = row.outcome.id;
            let known = self.tables.receipts.get(&id);
            let next = match known {
                None => row.clone(),
                Some(known) if is_waiting(known) => ReceiptRow {
                    install: known.install,
                    person: known.person,
                    seq: known.seq,
                    ..row.clone()
                },
                Some(_) => continue,
            };
            self.tables.receipts.put(id, next);
        }
        Ok(())
    }

    async fn waiting_for(
        &mut self,
        records: &[RecordId],
        mutations: &[MutationId],
    ) -> Result<Vec<ReceiptRow>> {
        let waits = |row: &&ReceiptRow| {
            row.outcome.status == Status::Held
                && (row.record.is_some_and(|id| records.contains(&id))
                    || row.outcome.on.is_some_and(|id| mutations.contains(&id)))
        };
        let mut found: Vec<_> = self.tables.receipts.rows().filter(waits).cloned().collect();
        found.sort_by_key(|row| (row.received_at, row.install, row.seq));
        Ok(found)
    }

    async fn quarantined(
        &mut self,
        after: Option<MutationId>,
        limit: u32,
    ) -> Result<Vec<ReceiptRow>> {
        let rows = self.tables.receipts.rows();
        let found = rows.filter(|row| {
            row.outcome.status == Status::Quarantined && Some(row.outcome.id) > after
        });
        Ok(found.take(limit as usize).cloned().collect())
    }

    async fn held(&mut self, after: Option<MutationId>, limit: u32) -> Result<Vec<ReceiptRow>> {
        let rows = self.tables.receipts.rows();
        let found =
            rows.filter(|row| row.outcome.status == Status::Held && Some(row.outcome.id) > after);
        Ok(found.take(limit as usize).cloned().collect())
    }

    async fn mutations_at(
        &mut self,
        install: InstallId,
        seqs: &[i64],
    ) -> Result<Vec<(i64, MutationId)>> {
        let rows = self.tables.receipts.rows();
        let found = rows.filter(|row| row.install == install && seqs.contains(&row.seq));
        Ok(found.map(|row| (row.seq, row.outcome.id)).collect())
    }

    async fn seqs_above(&mut self, install: InstallId, seq: i64) -> Result<Vec<i64>> {
        let rows = self.tables.receipts.rows();
        let above = rows.filter(|row| row.install == install && row.seq > seq);
        let seqs: BTreeSet<_> = above.map(|row| row.seq).collect();
        Ok(seqs.into_iter().collect())
    }

    async fn receipt_counts(&mut self) -> Result<Vec<(String, i64)>> {
        let mut counts = BTreeMap::new();
        for row in self.tables.receipts.rows() {
            *counts.entry(word(row.outcome.status)).or_insert(0) += 1;
        }
        Ok(counts.into_iter().collect())
    }
}

fn is_waiting(row: &ReceiptRow) -> bool {
    matches!(row.outcome.status, Status::Held | Status::Quarantined)
}

/// As on the wire.
fn word(status: Status) -> String {
    let quoted = nhatky_sync::json::to_text(&status);
    quoted.trim_matches('"').to_owned()
}
