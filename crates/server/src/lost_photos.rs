//! Photos that the database counts on and the blob store has lost: forgotten as if they had never
//! come, so that phones that still have them send them again.
//!
//! The record is published without its moment of completeness. A phone that reads it so announces
//! once more what it had been told had arrived.
//!
//! > Phones keep photos for 90 days: what is forgotten wrongly may not come again. So where very
//! > many are missing, or the store is not the one they were put in, nothing is forgotten unasked.

mod forget;

use std::collections::BTreeSet;

use nhatky_domain::ids::BlobHash;

pub use self::forget::forget;
use crate::app::App;
use crate::blob_store::BlobStore;
use crate::directory::DirectoryCache;
use crate::keys::sha256;
use crate::photo_place::{self, PlaceError};
use crate::store::{BlobRow, Blobs as _, Counters as _, Store, Transaction as _};

/// Photos, or records, looked at together.
const PAGE: u32 = 200;
/// A power cut or a bad sector takes a few; of so many more is to be known first.
const FEW: usize = 20;
/// Nor is it chance when more than this part of all is missing.
const MANY_PARTS: usize = 10;

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Searched {
    /// So many were lost, and are asked for again.
    Forgotten(usize),
    /// So many of those known are missing that nothing was forgotten.
    TooMany { missing: usize, known: usize },
    /// These are not the folders that the photos were put in.
    Foreign,
}

/// What the blob store lacks of what the database counts on.
#[derive(Debug, Default)]
pub struct Found {
    pub known: usize,
    pub missing: Vec<BlobRow>,
}

impl Found {
    /// More than chance takes.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        let missing = self.missing.len();
        missing > FEW && missing.saturating_mul(MANY_PARTS) > self.known
    }
}

/// A database and its photos.
#[derive(Debug)]
pub struct Search<'a, S> {
    pub store: &'a S,
    pub blobs: &'a BlobStore,
    /// Photos that came since are read and hashed. Of older ones the length must be right, which
    /// is quick and finds what a power cut leaves.
    pub read_since: i64,
}

/// Looks for photos that the blob store no longer has as they were, and forgets them unless they
/// are too many.
///
/// # Errors
/// The store or the blob store fails.
pub async fn search<S: Store>(app: &App<S>, read_since: i64) -> Result<Searched, PlaceError> {
    let search = Search {
        store: &app.store,
        blobs: &app.blobs,
        read_since,
    };
    let found = search.look().await?;
    let missing = found.missing.len();
    let searched = if !photo_place::is_ours(&app.store, &app.blobs).await? {
        Searched::Foreign
    } else if found.is_doubtful() {
        let known = found.known;
        Searched::TooMany { missing, known }
    } else {
        let lost = search.forget(&found, &app.directory, app.now()).await?;
        Searched::Forgotten(lost)
    };
    searched.tell();
    let is_settled = matches!(searched, Searched::Forgotten(_));
    app.metrics
        .note_missing(if is_settled { 0 } else { missing });
    Ok(searched)
}

impl Searched {
    fn tell(self) {
        match self {
            Self::Forgotten(0) => {}
            Self::Forgotten(lost) => tracing::error!(lost, "photos were lost"),
            Self::TooMany { missing, known } => tracing::error!(
                missing,
                known,
                "too many photos are missing to forget them: bring them back, or «lost-photos»"
            ),
            Self::Foreign => tracing::error!(
                "blobs is not the folder that the photos were put in: photos wait until it is back"
            ),
        }
    }
}

impl<S: Store> Search<'_, S> {
    /// Changes nothing.
    ///
    /// # Errors
    /// The store or the blob store fails.
    pub async fn look(&self) -> Result<Found, PlaceError> {
        let mut after = None;
        let mut found = Found::default();
        loop {
            let page = self.store.read().await?.blobs(after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(found);
            };
            after = Some(last.sha);
            found.known += page.len();
            for row in page {
                if self.is_lost(&row).await? {
                    found.missing.push(row);
                }
            }
        }
    }

    /// Forgets what is missing, however much it is. Returns how many photos.
    ///
    /// # Errors
    /// The store or the blob store fails.
    pub async fn forget(
        &self,
        found: &Found,
        directory: &DirectoryCache,
        now: i64,
    ) -> Result<usize, PlaceError> {
        let mut lost = 0;
        for page in found.missing.chunks(PAGE as usize) {
            lost += self.settle(page, directory, now).await?;
        }
        Ok(lost)
    }

    /// Looks again with the counters held: a phone may have sent one anew meanwhile.
    async fn settle(
        &self,
        suspects: &[BlobRow],
        directory: &DirectoryCache,
        now: i64,
    ) -> Result<usize, PlaceError> {
        let mut tx = self.store.write().await?;
        tx.lock_counters().await?;
        let mut lost: BTreeSet<BlobHash> = BTreeSet::new();
        for row in suspects {
            if self.is_lost(row).await? {
                lost.insert(row.sha);
            }
        }
        let directory = directory.current(&mut tx).await?;
        let records = forget(&mut tx, &directory, &lost, now).await?;
        tx.commit().await?;
        let photos = lost.len();
        tracing::error!(photos, records, "photos are asked for again");
        Ok(photos)
    }

    async fn is_lost(&self, row: &BlobRow) -> Result<bool, PlaceError> {
        if row.received_at < self.read_since {
            let length_bytes = self.blobs.length_bytes(row.sha).await?;
            return Ok(length_bytes != u64::try_from(row.size).ok());
        }
        let bytes = self.blobs.get(row.sha).await?;
        Ok(bytes.is_none_or(|bytes| sha256(&bytes) != row.sha.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_and_more_than_twenty_is_more_than_chance_takes() {
        let is_doubtful = |missing: u8, known| {
            let row = |number| BlobRow {
                sha: BlobHash([number; 32]),
                size: 1,
                mime: String::new(),
                received_at: 0,
            };
            let missing = (0..missing).map(row).collect();
            Found { known, missing }.is_doubtful()
        };
        assert!(!is_doubtful(20, 20));
        assert!(is_doubtful(21, 21));
        assert!(is_doubtful(21, 209));
        assert!(!is_doubtful(21, 210));
    }
}
