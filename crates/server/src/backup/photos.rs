use nhatky_domain::ids::BlobHash;

use crate::store::{Blobs, Result};

/// Rows read at once.
const PAGE: u32 = 1_000;

/// The photos that a database counts on, in the order of their hashes.
#[derive(Debug, Default)]
pub(super) struct CountedOn {
    pub(super) hashes: Vec<BlobHash>,
    pub(super) size_bytes: u64,
}

impl CountedOn {
    pub(super) async fn by<T: Blobs + Send>(tx: &mut T) -> Result<Self> {
        let mut all = Self::default();
        loop {
            let page = tx.blobs(all.hashes.last().copied(), PAGE).await?;
            if page.is_empty() {
                return Ok(all);
            }
            for row in page {
                all.hashes.push(row.sha);
                all.size_bytes += u64::try_from(row.size).unwrap_or(0);
            }
        }
    }
}
