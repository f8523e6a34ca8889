mod writing;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use nhatky_domain::date::Timestamp;

use self::writing::Writing;
use super::archive::{FORMAT, Manifest};
use super::encryption::Encryption;
use super::journal::{Done, Journal};
use super::photos::CountedOn;
use super::shelf::Shelf;
use super::work_folder::WorkFolder;
use super::{BackupError, Location, recovery_key};
use crate::blob_store::BlobStore;
use crate::folder::DataFolder;
use crate::keys::ServerKey;
use crate::room::{FolderVolume, TEXT_NEEDS_BYTES, Volume as _};
use crate::store::sqlite::SqliteStore;
use crate::store::{Counters as _, Records as _, Store as _, StoreError};

/// For whoever reads why there is no backup.
const SHELF: &str = "where backups are put";

/// Makes a backup, tries it, puts it where `to` says, notes how it ended, and prunes older ones. Pushes
/// go on meanwhile. Photos that cannot be read are left out and named; then older ones, which may
/// have them, all stay.
///
/// # Errors
/// No key, no room, another backup under way, or the trial failed; older backups are as they were.
pub async fn make(
    folder: &DataFolder,
    store: &SqliteStore,
    blobs: &BlobStore,
    to: &Location,
    now: Timestamp,
) -> Result<Done, BackupError> {
    let ended = attempt(folder, store, blobs, to, now).await;
    let noted = match &ended {
        Err(BackupError::Busy) => Ok(()),
        ended => Journal::note(folder, now.0, ended.as_ref().map(|(done, _)| done)),
    };
    match (ended, noted) {
        (Ok((done, shelf)), Ok(())) => {
            if done.missing.is_empty() {
                prune(&shelf).await;
            }
            Ok(done)
        }
        (Ok(_), Err(error)) => Err(error),
        (Err(error), noted) => {
            if let Err(unnoted) = noted {
                tracing::error!(error = %unnoted, "a failed backup was not noted");
            }
            Err(error)
        }
    }
}

async fn prune(shelf: &Shelf) {
    match shelf.prune().await {
        Ok(removed) => tracing::info!(removed, "older backups pruned"),
        Err(error) => tracing::warn!(%error, "older backups stay"),
    }
}

async fn attempt(
    folder: &DataFolder,
    store: &SqliteStore,
    blobs: &BlobStore,
    to: &Location,
    now: Timestamp,
) -> Result<(Done, Shelf), BackupError> {
    let encryption = Encryption::new(recovery_key::public(folder)?);
    let work = WorkFolder::of(folder)?;
    let size_bytes = fs::metadata(folder.database()).map_or(0, |found| found.len());
    check_room("a copy of the database", work.path(), size_bytes)?;
    let database = work.path().join("copy.db");
    store.copy_to(&database).await?;
    let (manifest, photos) = look_into(&database, now).await?;
    let shelf = Shelf::open(to, manifest.organisation).map_err(BackupError::io(SHELF))?;
    shelf.clear_drafts().map_err(BackupError::io(SHELF))?;
    let draft = shelf.draft(now, work.path());
    let beside = draft.parent().unwrap_or(work.path());
    check_room("the backup", beside, size_bytes + photos.size_bytes)?;
    let wanted = Wanted::default();
    let writing = Writing {
        encryption,
        draft,
        shelf: shelf.clone(),
        manifest,
        photos: photos.hashes,
        server_key: ServerKey::bytes_of(folder.path()).map_err(BackupError::io("server.key"))?,
        blobs: blobs.clone(),
        is_wanted: Arc::clone(&wanted.0),
    };
    let done = tokio::task::spawn_blocking(move || writing.run(&work, &database)).await;
    let failed = |error| Err(BackupError::io("the backup")(io::Error::other(error)));
    Ok((done.unwrap_or_else(failed)?, shelf))
}

/// A disk that does not say refuses nothing.
fn check_room(what: &'static str, folder: &Path, size_bytes: u64) -> Result<(), BackupError> {
    let Ok(space) = FolderVolume(folder.to_owned()).space() else {
        return Ok(());
    };
    let needed_bytes = size_bytes + TEXT_NEEDS_BYTES;
    if needed_bytes <= space.free_bytes {
        return Ok(());
    }
    let [needed_mb, free_mb] = [needed_bytes, space.free_bytes].map(|bytes| bytes / 1_000_000);
    Err(BackupError::NoRoom {
        what,
        needed_mb,
        free_mb,
    })
}

/// What the copy holds.
async fn look_into(database: &Path, now: Timestamp) -> Result<(Manifest, CountedOn), BackupError> {
    let copy = SqliteStore::open(database).await?;
    let mut tx = copy.read().await?;
    let organisation = tx.organisation().await?;
    let organisation = organisation.ok_or(StoreError::Corrupt {
        what: "organisation",
    })?;
    let manifest = Manifest {
        format: FORMAT,
        made_at: now.0,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        organisation: organisation.id,
        name: organisation.name,
        epoch: organisation.epoch,
        is_demo: organisation.is_demo,
        records: tx.record_count().await?,
    };
    let photos = CountedOn::by(&mut tx).await?;
    drop(tx);
    copy.close().await;
    Ok((manifest, photos))
}

/// Until it is dropped, somebody waits for the backup.
#[derive(Debug)]
struct Wanted(Arc<AtomicBool>);

impl Default for Wanted {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
