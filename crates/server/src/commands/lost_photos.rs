//! `lost-photos`: how many photos are not where they were put, and the operator's word that they
//! are lost.

use std::fmt;

use super::CommandError;
use super::database::{self, with_store};
use crate::args::LostPhotosArgs;
use crate::blob_store::BlobStore;
use crate::catalogue::CatalogueSource;
use crate::clock::{Clock as _, SystemClock};
use crate::directory::DirectoryCache;
use crate::folder::{DataFolder, FolderError};
use crate::lost_photos::{Found, Search};
use crate::photo_place::{self, Standing};
use crate::store::{Counters as _, Store};

/// # Errors
/// There is no organisation, or the database or the folder cannot be used.
pub async fn lost_photos(args: &LostPhotosArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.folder.data, database::named(&args.folder)?)?;
    with_store!(database::open(&args.folder, &folder).await?, |store| {
        println!("{}", look(&store, &folder).await?);
        if args.forget {
            let lost = forget(&store, &folder).await?;
            println!("{lost} photos are forgotten: phones that still have them send them again");
        }
        store.close().await;
    });
    Ok(())
}

/// What is there of the photos that the database counts on.
pub(super) struct Photos {
    standing: Standing,
    found: Found,
}

impl Photos {
    /// Somebody has to see to it.
    pub(super) fn is_alarming(&self) -> bool {
        self.standing == Standing::Foreign || self.found.is_doubtful()
    }
}

impl fmt::Display for Photos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (missing, known) = (self.found.missing.len(), self.found.known);
        write!(f, "{known}, of them missing {missing}")?;
        if self.standing == Standing::Foreign {
            f.write_str(": blobs IS NOT THE FOLDER THEY WERE PUT IN, photos are not taken")
        } else if self.found.is_doubtful() {
            f.write_str(": TOO MANY, none is forgotten before «lost-photos --forget»")
        } else {
            Ok(())
        }
    }
}

pub(super) async fn look<S: Store>(store: &S, folder: &DataFolder) -> Result<Photos, CommandError> {
    let blobs = blobs_of(store, folder).await?;
    Ok(Photos {
        standing: photo_place::standing(store, &blobs).await?,
        found: quick(store, &blobs).look().await?,
    })
}

async fn forget<S: Store>(store: &S, folder: &DataFolder) -> Result<usize, CommandError> {
    let blobs = blobs_of(store, folder).await?;
    blobs
        .mark()
        .await
        .map_err(CommandError::io("the folder of photos"))?;
    let search = quick(store, &blobs);
    let found = search.look().await?;
    let directory = DirectoryCache::new(CatalogueSource::shipped()?);
    let now = SystemClock::real().now().0;
    Ok(search.forget(&found, &directory, now).await?)
}

/// By their lengths alone.
fn quick<'a, S>(store: &'a S, blobs: &'a BlobStore) -> Search<'a, S> {
    Search {
        store,
        blobs,
        read_since: i64::MAX,
    }
}

async fn blobs_of<S: Store>(store: &S, folder: &DataFolder) -> Result<BlobStore, CommandError> {
    let organisation = store.read().await?.organisation().await?;
    let organisation =
        organisation.ok_or_else(|| FolderError::NotFounded(folder.path().to_owned()))?;
    BlobStore::in_folder(&folder.blobs(), organisation.id)
        .map_err(CommandError::io("the folder of photos"))
}
