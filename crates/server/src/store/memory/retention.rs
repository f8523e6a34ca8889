use nhatky_domain::ids::BlobHash;
use nhatky_sync::protocol::Status;

use super::MemoryTx;
use super::tables::Tables;
use crate::store::{ReceiptRow, Result, Retention, VersionRow};

fn is_quarantined_before(row: &ReceiptRow, before: i64) -> bool {
    row.outcome.status == Status::Quarantined && row.received_at < before
}

fn is_replaced_before(tables: &Tables, row: &VersionRow, before: i64) -> bool {
    let mut versions = tables.versions.rows();
    let is_newer = |other: &VersionRow| other.record == row.record && other.rev > row.rev;
    row.received_at < before && versions.any(is_newer)
}

impl Retention for MemoryTx {
    async fn old_counts(&mut self, [photos, quarantined, versions]: [i64; 3]) -> Result<[i64; 3]> {
        let tables = &self.tables;
        let blobs = tables.blobs.rows();
        let receipts = tables.receipts.rows();
        let rows = tables.versions.rows();
        Ok([
            blobs.filter(|row| row.received_at < photos).count(),
            receipts
                .filter(|row| is_quarantined_before(row, quarantined))
                .count(),
            rows.filter(|row| is_replaced_before(tables, row, versions))
                .count(),
        ]
        .map(|count| count as i64))
    }

    async fn old_blobs(
        &mut self,
        before: i64,
        after: Option<BlobHash>,
        limit: u32,
    ) -> Result<Vec<BlobHash>> {
        let blobs = self.tables.blobs.rows();
        let is_meant = |sha: &BlobHash| after.is_none_or(|after| *sha > after);
        let old = blobs.filter(|row| row.received_at < before);
        let found = old.map(|row| row.sha).filter(is_meant);
        Ok(found.take(limit as usize).collect())
    }

    async fn drop_blob(&mut self, sha: BlobHash) -> Result<()> {
        self.tables.blobs.remove(&sha);
        Ok(())
    }

    async fn is_unwanted(&mut self, sha: BlobHash) -> Result<bool> {
        let mut uploads = self.tables.uploads.rows();
        let is_on_its_way = uploads.any(|row| row.sha == sha);
        Ok(!is_on_its_way && self.tables.blobs.get(&sha).is_none())
    }

    async fn drop_quarantined(&mut self, before: i64) -> Result<u64> {
        let all = self.tables.receipts.len();
        let receipts = &mut self.tables.receipts;
        receipts.retain(|_, row| !is_quarantined_before(row, before));
        Ok((all - receipts.len()) as u64)
    }

    async fn drop_versions(&mut self, before: i64) -> Result<u64> {
        let tables = self.tables.clone();
        let versions = &mut self.tables.versions;
        versions.retain(|_, row| !is_replaced_before(&tables, row, before));
        Ok((tables.versions.len() - versions.len()) as u64)
    }
}
