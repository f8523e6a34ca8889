use nhatky_domain::ids::{BlobHash, PersonId, RecordId, UploadId};

use super::{MemoryTx, broken_rule};
use crate::store::{BlobRow, Blobs, PhotoRef, Result, UploadRow, Uploads};

impl Blobs for MemoryTx {
    async fn blob(&mut self, sha: BlobHash) -> Result<Option<BlobRow>> {
        Ok(self.tables.blobs.get(&sha).cloned())
    }

    async fn blobs(&mut self, after: Option<BlobHash>, limit: u32) -> Result<Vec<BlobRow>> {
        let behind = |row: &&BlobRow| after.is_none_or(|after| row.sha > after);
        let blobs = self.tables.blobs.rows().filter(behind);
        Ok(blobs.take(limit as usize).cloned().collect())
    }

    async fn add_blob(&mut self, row: &BlobRow) -> Result<()> {
        self.tables.blobs.add(row.sha, row.clone());
        Ok(())
    }

    async fn forget_blob(&mut self, sha: BlobHash) -> Result<()> {
        self.tables.blobs.remove(&sha);
        self.tables.proofs.retain(|_, proof| proof.sha != sha);
        Ok(())
    }

    async fn add_proof(&mut self, proof: PhotoRef) -> Result<()> {
        let key = (proof.sha, proof.record, proof.person);
        self.tables.proofs.add(key, proof);
        Ok(())
    }

    async fn proofs_for(&mut self, records: &[RecordId]) -> Result<Vec<PhotoRef>> {
        let proofs = self.tables.proofs.rows();
        let of_records = proofs.filter(|proof| records.contains(&proof.record));
        Ok(of_records.copied().collect())
    }

    async fn proofs_of(&mut self, sha: BlobHash) -> Result<Vec<PhotoRef>> {
        let proofs = self.tables.proofs.rows();
        Ok(proofs.filter(|proof| proof.sha == sha).copied().collect())
    }
}

fn what(row: &UploadRow) -> PhotoRef {
    PhotoRef {
        sha: row.sha,
        record: row.record,
        person: row.person,
    }
}

impl Uploads for MemoryTx {
    async fn upload(&mut self, id: UploadId) -> Result<Option<UploadRow>> {
        Ok(self.tables.uploads.get(&id).cloned())
    }

    async fn upload_of(&mut self, asked: PhotoRef) -> Result<Option<UploadRow>> {
        let mut uploads = self.tables.uploads.rows();
        Ok(uploads.find(|row| what(row) == asked).cloned())
    }

    async fn open_uploads(&mut self, person: PersonId) -> Result<i64> {
        let uploads = self.tables.uploads.rows();
        Ok(uploads.filter(|row| row.person == person).count() as i64)
    }

    async fn add_upload(&mut self, row: &UploadRow) -> Result<()> {
        let is_open = self.upload_of(what(row)).await?.is_some();
        if is_open || !self.tables.uploads.add(row.id, row.clone()) {
            return Err(broken_rule("the upload is there already"));
        }
        Ok(())
    }

    async fn move_upload(&mut self, id: UploadId, from: i64, to: i64, now: i64) -> Result<bool> {
        let stored = self.tables.uploads.get(&id).map(|row| row.stored);
        if stored != Some(from) {
            return Ok(false);
        }
        Ok(self.tables.uploads.change(&id, |row| {
            row.stored = to;
            row.touched_at = now;
        }))
    }

    async fn end_upload(&mut self, id: UploadId) -> Result<()> {
        self.tables.uploads.remove(&id);
        Ok(())
    }

    async fn stale_uploads(&mut self, before: i64) -> Result<Vec<UploadId>> {
        let uploads = self.tables.uploads.rows();
        let stale = uploads.filter(|row| row.touched_at < before);
        Ok(stale.map(|row| row.id).collect())
    }
}
