//! What may be forgotten once it is old: off unless the operator says how old.

use std::future::Future;

use nhatky_domain::ids::BlobHash;

use super::Result;

/// Old photos, quarantined mutations and replaced versions.
pub trait Retention {
    /// How many there are from before these moments: photos, quarantined mutations, versions that
    /// a newer one has replaced.
    fn old_counts(&mut self, before: [i64; 3]) -> impl Future<Output = Result<[i64; 3]>> + Send;

    /// Photos that came before `before`, in the order of their hashes, after the given one.
    fn old_blobs(
        &mut self,
        before: i64,
        after: Option<BlobHash>,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<BlobHash>>> + Send;

    /// Forgets that the bytes of a photo are here. Who has shown them stays known: the records
    /// that name it stay complete.
    fn drop_blob(&mut self, sha: BlobHash) -> impl Future<Output = Result<()>> + Send;

    /// Whether a photo is neither here nor on its way: then its bytes are nobody's.
    fn is_unwanted(&mut self, sha: BlobHash) -> impl Future<Output = Result<bool>> + Send;

    /// Forgets quarantined mutations that came before `before`. Returns how many.
    fn drop_quarantined(&mut self, before: i64) -> impl Future<Output = Result<u64>> + Send;

    /// Forgets versions that came before `before`, except the newest of each record. Returns how
    /// many.
    fn drop_versions(&mut self, before: i64) -> impl Future<Output = Result<u64>> + Send;
}
