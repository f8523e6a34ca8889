//! The trial restore: a backup is opened, unpacked and its database asked, and nothing is kept.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use nhatky_domain::ids::BlobHash;
use tokio::runtime::Handle;

use super::archive::{self, Contents, Manifest, Unpacked};
use super::photos::CountedOn;
use super::work_folder::WorkFolder;
use super::{BackupError, Location, encryption, recovery_key};
use crate::audit::{self, Verdict};
use crate::durable;
use crate::store::sqlite::SqliteStore;
use crate::store::{Counters as _, Records as _, Store as _};

/// What a backup was found to hold.
#[derive(Debug)]
pub struct Found {
    pub manifest: Manifest,
    pub photos: usize,
    /// Photos that its database counts on and that are not in it, in the order of their hashes.
    pub missing: Vec<BlobHash>,
    /// Of the audit chain. A broken one is told, and what there is still kept.
    pub audit: Verdict,
}

/// Opens a backup with the recovery key and tries it in a temporary folder, which is removed.
///
/// # Errors
/// Another key, a damaged file, or a database that differs from what the backup says.
pub async fn verify(from: &Location, key_file: &Path) -> Result<Found, BackupError> {
    let key = recovery_key::secret(key_file)?;
    let work = WorkFolder::temporary()?;
    let file = from.open(&work.path().join("fetched.age")).await?;
    let found =
        tokio::task::spawn_blocking(move || unpack(encryption::open(file, &key)?, &work)).await;
    found.unwrap_or_else(|error| Err(BackupError::io("the trial")(io::Error::other(error))))
}

/// Only on threads that may block.
pub(super) fn unpack(input: impl Read, work: &WorkFolder) -> Result<Found, BackupError> {
    let database = work.path().join("trial.db");
    let target = Trial {
        database: database.clone(),
    };
    let (contents, _) = archive::unpack(input, |_| Ok(target))?;
    let (missing, audit) = Handle::current().block_on(ask(&database, &contents))?;
    Ok(Found {
        manifest: contents.manifest,
        photos: contents.photos.len(),
        missing,
        audit,
    })
}

async fn ask(
    database: &Path,
    contents: &Contents,
) -> Result<(Vec<BlobHash>, Verdict), BackupError> {
    let store = SqliteStore::open(database).await?;
    let found = look_through(&store, contents).await;
    store.close().await;
    found
}

async fn look_through(
    store: &SqliteStore,
    contents: &Contents,
) -> Result<(Vec<BlobHash>, Verdict), BackupError> {
    let missing = compare(store, contents).await?;
    let audit = audit::verify(&mut store.read().await?).await?;
    Ok((missing, audit))
}

/// The database must be sound and hold what the manifest says. Returns the photos it counts on
/// that were not in the archive.
pub(super) async fn compare(
    store: &SqliteStore,
    contents: &Contents,
) -> Result<Vec<BlobHash>, BackupError> {
    store.check().await?;
    let mut tx = store.read().await?;
    let organisation = tx.organisation().await?.map(|row| row.id);
    if organisation != Some(contents.manifest.organisation) {
        return Err(BackupError::Differs("organisation".to_owned()));
    }
    let records = tx.record_count().await?;
    if records != contents.manifest.records {
        return Err(BackupError::Differs(format!("{records} records")));
    }
    let mut missing = CountedOn::by(&mut tx).await?.hashes;
    missing.retain(|sha| !contents.photos.contains(sha));
    Ok(missing)
}

/// Keeps the database for as long as it is looked at; photos have been hashed and are let go.
struct Trial {
    database: PathBuf,
}

impl Unpacked for Trial {
    fn database(&mut self, content: &mut dyn Read) -> io::Result<()> {
        let mut file = durable::create_private(&self.database)?;
        io::copy(content, &mut file).map(drop)
    }

    fn server_key(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn photo(&mut self, _: BlobHash, _: Vec<u8>) -> io::Result<()> {
        Ok(())
    }
}
