//! A backup becomes a data folder again, under a new epoch.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::BlobHash;
use tokio::runtime::Handle;

use super::archive::{self, Contents, Manifest, Unpacked};
use super::{BackupError, Journal, Location, Restored, encryption, recovery_key, trial};
use crate::blob_store::BlobStore;
use crate::catalogue::CatalogueSource;
use crate::directory::DirectoryCache;
use crate::durable::{self, Disk as _, MachineDisk};
use crate::epoch;
use crate::folder::DataFolder;
use crate::keys::ServerKey;
use crate::lost_photos;
use crate::store::sqlite::SqliteStore;
use crate::store::{Counters as _, EpochReason, Store as _, Transaction as _};

/// Unpacks a backup into an empty folder. The database gets its name last: a folder whose restore
/// was cut short cannot be served.
///
/// # Errors
/// The folder holds something, another key, a damaged file, no room.
pub async fn restore(
    folder: &DataFolder,
    from: &Location,
    key_file: &Path,
    now: Timestamp,
) -> Result<Restored, BackupError> {
    let key = recovery_key::secret(key_file)?;
    let fetched = folder.path().join("fetched.age");
    let file = from.open(&fetched).await?;
    let draft = folder.database().with_extension("restoring");
    let (target, place) = (folder.clone(), draft.clone());
    let unpacked = tokio::task::spawn_blocking(move || unpack(&target, place, file, &key)).await;
    let failed = |error| Err(BackupError::io("the restore")(io::Error::other(error)));
    let contents = unpacked.unwrap_or_else(failed)?;
    let missing = begin_again(&draft, &contents, now).await?;
    let restored = Restored {
        at: now.0,
        made_at: contents.manifest.made_at,
        name: contents.manifest.name,
        records: contents.manifest.records,
        photos: contents.photos.len(),
        missing,
    };
    Journal::note_restored(folder, &restored)?;
    let place = || {
        if fetched.exists() {
            std::fs::remove_file(&fetched)?;
        }
        MachineDisk.sync_file(&File::open(&draft)?, &draft)?;
        durable::rename(&MachineDisk, &draft, &folder.database())
    };
    place().map_err(BackupError::Unpacking)?;
    Ok(restored)
}

/// Only on threads that may block.
fn unpack(
    folder: &DataFolder,
    draft: PathBuf,
    file: File,
    key: &Identity,
) -> Result<Contents, BackupError> {
    let begin = |manifest: &Manifest| {
        let begin = || {
            recovery_key::store(folder, key)?;
            if manifest.is_demo {
                folder.mark_as_demo()?;
            }
            BlobStore::in_folder(&folder.blobs(), manifest.organisation)
        };
        Ok(Restoring {
            folder: folder.clone(),
            draft,
            blobs: begin().map_err(BackupError::Unpacking)?,
        })
    };
    archive::unpack(encryption::open(file, key)?, begin).map(|(contents, _)| contents)
}

/// What phones know of the old server's numbers is void: they offer again what they retained.
/// Returns how many photos the backup lacked.
async fn begin_again(
    database: &Path,
    contents: &Contents,
    now: Timestamp,
) -> Result<usize, BackupError> {
    let store = SqliteStore::open(database).await?;
    let lost = BTreeSet::from_iter(trial::compare(&store, contents).await?);
    let source = CatalogueSource::shipped().map_err(io::Error::other);
    let directory = DirectoryCache::new(source.map_err(BackupError::io("the catalogue"))?);
    let mut tx = store.write().await?;
    tx.unseal().await?;
    epoch::begin(&mut tx, EpochReason::Restored, None, now.0).await?;
    let snapshot = directory.current(&mut tx).await?;
    lost_photos::forget(&mut tx, &snapshot, &lost, now.0).await?;
    tx.commit().await?;
    store.close().await;
    Ok(lost.len())
}

struct Restoring {
    folder: DataFolder,
    draft: PathBuf,
    blobs: BlobStore,
}

impl Unpacked for Restoring {
    fn database(&mut self, content: &mut dyn Read) -> io::Result<()> {
        let mut file = durable::create_private(&self.draft)?;
        io::copy(content, &mut file).map(drop)
    }

    fn server_key(&mut self, bytes: &[u8]) -> io::Result<()> {
        ServerKey::put_back(self.folder.path(), bytes)
    }

    fn photo(&mut self, sha: BlobHash, bytes: Vec<u8>) -> io::Result<()> {
        Handle::current().block_on(self.blobs.put(sha, bytes.into()))
    }
}
