//! Photos that have arrived, who may claim them, and those on their way.

use std::future::Future;

use nhatky_domain::ids::{BlobHash, InstallId, PersonId, RecordId, UploadId};

use super::{PhotoRef, Result};

/// A blob whose bytes are in the blob store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRow {
    pub sha: BlobHash,
    pub size: i64,
    pub mime: String,
    pub received_at: i64,
}

/// A transfer that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    pub id: UploadId,
    pub install: InstallId,
    pub person: PersonId,
    pub record: RecordId,
    pub sha: BlobHash,
    pub size: i64,
    pub mime: String,
    /// Bytes that are safe in the upload's file.
    pub stored: i64,
    pub touched_at: i64,
}

/// Blobs and the proofs that give a right to them.
pub trait Blobs {
    fn blob(&mut self, sha: BlobHash) -> impl Future<Output = Result<Option<BlobRow>>> + Send;

    /// Up to `limit` blobs in the order of their hashes, from the one behind `after` on.
    fn blobs(
        &mut self,
        after: Option<BlobHash>,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<BlobRow>>> + Send;

    /// Adds a blob; one that is there already stays as it is.
    fn add_blob(&mut self, row: &BlobRow) -> impl Future<Output = Result<()>> + Send;

    /// Removes a blob and every proof of it; an unknown one is fine.
    fn forget_blob(&mut self, sha: BlobHash) -> impl Future<Output = Result<()>> + Send;

    /// Adds a proof; one that is there already is fine.
    fn add_proof(&mut self, proof: PhotoRef) -> impl Future<Output = Result<()>> + Send;

    /// Every proof for these records.
    fn proofs_for(
        &mut self,
        records: &[RecordId],
    ) -> impl Future<Output = Result<Vec<PhotoRef>>> + Send;

    /// Every proof of this blob.
    fn proofs_of(&mut self, sha: BlobHash) -> impl Future<Output = Result<Vec<PhotoRef>>> + Send;
}

/// Transfers on their way.
pub trait Uploads {
    fn upload(&mut self, id: UploadId) -> impl Future<Output = Result<Option<UploadRow>>> + Send;

    /// The transfer that this person has open for this blob and record.
    fn upload_of(
        &mut self,
        what: PhotoRef,
    ) -> impl Future<Output = Result<Option<UploadRow>>> + Send;

    /// How many transfers this person has open.
    fn open_uploads(&mut self, person: PersonId) -> impl Future<Output = Result<i64>> + Send;

    /// Opens a transfer. A second one of the same person, blob and record is refused as a broken
    /// rule.
    fn add_upload(&mut self, row: &UploadRow) -> impl Future<Output = Result<()>> + Send;

    /// Moves the stored length from `from` to `to`. False if it stands elsewhere or is gone.
    fn move_upload(
        &mut self,
        id: UploadId,
        from: i64,
        to: i64,
        now: i64,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Ends a transfer; an unknown one is fine.
    fn end_upload(&mut self, id: UploadId) -> impl Future<Output = Result<()>> + Send;

    /// Transfers that nobody has touched since `before`.
    fn stale_uploads(&mut self, before: i64) -> impl Future<Output = Result<Vec<UploadId>>> + Send;
}
