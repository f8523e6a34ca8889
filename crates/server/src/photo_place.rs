//! Whether the blob store is the one that the database's photos were put in. A disk that is not
//! mounted, or a second process with a folder of its own, looks like a store that lost everything.
//!
//! > Where the database's photos never were, none is taken for lost and none is taken in.

use std::io;

use crate::blob_store::BlobStore;
use crate::store::{Blobs as _, Store, StoreError};

/// How a blob store stands to a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It bears the organisation's mark.
    Marked,
    /// It bears none yet and could: the database knows no photo, or what it knows is there.
    Unmarked,
    /// It bears none, and what the database knows is not there.
    Foreign,
}

/// Why that is not known.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    #[error("the photos cannot be read or marked")]
    Files(#[from] io::Error),
}

/// Hashes are spread evenly, so the first ones stand for all.
const SAMPLE: u32 = 200;

/// Looks, and changes nothing.
///
/// # Errors
/// The database or the blob store fails.
pub async fn standing<S: Store>(store: &S, blobs: &BlobStore) -> Result<Standing, PlaceError> {
    if blobs.is_marked().await? {
        return Ok(Standing::Marked);
    }
    let known = store.read().await?.blobs(None, SAMPLE).await?;
    let mut present = 0;
    for row in &known {
        present += usize::from(blobs.length_bytes(row.sha).await?.is_some());
    }
    // A few that got into the wrong place while the right one was away prove nothing.
    let fits = known.is_empty() || known.len() < 2 * present;
    Ok(if fits {
        Standing::Unmarked
    } else {
        Standing::Foreign
    })
}

/// Whether photos may be taken in and looked for there. A store that fits is marked, so that from
/// then on nothing else is taken for it.
///
/// # Errors
/// The database or the blob store fails.
pub async fn is_ours<S: Store>(store: &S, blobs: &BlobStore) -> Result<bool, PlaceError> {
    match standing(store, blobs).await? {
        Standing::Marked => Ok(true),
        Standing::Unmarked => {
            blobs.mark().await?;
            tracing::info!("the folder of photos bears the organisation's mark now");
            Ok(true)
        }
        Standing::Foreign => Ok(false),
    }
}
