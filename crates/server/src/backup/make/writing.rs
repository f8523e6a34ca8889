use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Bytes;
use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::BlobHash;
use tokio::runtime::Handle;

use crate::backup::archive::{ArchiveWriter, Manifest};
use crate::backup::encryption::Encryption;
use crate::backup::shelf::Shelf;
use crate::backup::trial::{self, Found};
use crate::backup::work_folder::WorkFolder;
use crate::backup::{BackupError, Done};
use crate::blob_store::BlobStore;
use crate::durable::{self, Disk as _, MachineDisk};
use crate::keys::sha256;

/// One backup being written, off the threads that answer requests.
pub(super) struct Writing {
    pub(super) encryption: Encryption,
    pub(super) draft: PathBuf,
    pub(super) shelf: Shelf,
    pub(super) manifest: Manifest,
    pub(super) photos: Vec<BlobHash>,
    pub(super) server_key: Vec<u8>,
    pub(super) blobs: BlobStore,
    /// Whether somebody still waits for the backup.
    pub(super) is_wanted: Arc<AtomicBool>,
}

impl Writing {
    pub(super) fn run(&self, work: &WorkFolder, database: &Path) -> Result<Done, BackupError> {
        let written = self.write(database);
        let result = written.and_then(|missing| {
            if !self.is_wanted.load(Ordering::Acquire) {
                return Err(BackupError::Stopped);
            }
            // The trial makes another one of it.
            fs::remove_file(database).map_err(BackupError::io("the work folder"))?;
            self.try_out(work, missing)
        });
        if result.is_err() {
            // A draft that is not there is fine; any other is cleared by the next backup.
            let _ = fs::remove_file(&self.draft);
        }
        result
    }

    /// Writes the draft durably. Returns the photos that could not be read: a backup without them
    /// is better than none.
    fn write(&self, database: &Path) -> Result<Vec<BlobHash>, BackupError> {
        let write = || {
            let file = durable::create_private(&self.draft)?;
            let encrypted = self.encryption.close(BufWriter::new(file))?;
            let mut archive = ArchiveWriter::begin(encrypted, &self.manifest)?;
            archive.database(database)?;
            archive.server_key(&self.server_key)?;
            let mut missing = Vec::new();
            for &sha in &self.photos {
                match self.photo(sha) {
                    Some(bytes) => archive.photo(sha, &bytes)?,
                    // A server that stops reads nothing more: no photo is lost by that.
                    None if !self.is_wanted.load(Ordering::Acquire) => return Ok(None),
                    None => missing.push(sha),
                }
            }
            let file = archive.finish()?.finish()?.into_inner();
            let file = file.map_err(io::IntoInnerError::into_error)?;
            MachineDisk.sync_file(&file, &self.draft)?;
            Ok(Some(missing))
        };
        let written = write().map_err(BackupError::io("the backup's file"))?;
        written.ok_or(BackupError::Stopped)
    }

    /// None, and a line in the log, if it is not what it should be.
    fn photo(&self, sha: BlobHash) -> Option<Bytes> {
        match Handle::current().block_on(self.blobs.get(sha)) {
            Ok(Some(bytes)) if sha256(&bytes) == sha.0 => Some(bytes),
            Ok(Some(_)) => {
                tracing::error!(%sha, "a photo is damaged and left out");
                None
            }
            Ok(None) => {
                tracing::error!(%sha, "a photo is gone and left out");
                None
            }
            Err(error) => {
                tracing::error!(%sha, %error, "a photo cannot be read and is left out");
                None
            }
        }
    }

    /// Reads the draft back and unpacks it; then it gets its name.
    fn try_out(&self, work: &WorkFolder, missing: Vec<BlobHash>) -> Result<Done, BackupError> {
        let failed = || BackupError::io("the backup's file");
        let draft = File::open(&self.draft).map_err(failed())?;
        let size_bytes = draft.metadata().map_err(failed())?.len();
        let found = trial::unpack(self.encryption.open(draft)?, work)?;
        self.compare(&found, &missing)?;
        let moment = Timestamp(self.manifest.made_at);
        let published = Handle::current().block_on(self.shelf.publish(&self.draft, moment));
        let file = published.map_err(BackupError::io(super::SHELF))?;
        Ok(Done {
            made_at: self.manifest.made_at,
            file,
            size_bytes,
            records: self.manifest.records,
            photos: found.photos,
            missing,
            broken_audit: found.audit.flaw.map(|_| found.audit.to_string()),
        })
    }

    fn compare(&self, found: &Found, missing: &[BlobHash]) -> Result<(), BackupError> {
        if found.manifest != self.manifest {
            return Err(BackupError::Differs("manifest".to_owned()));
        }
        if found.missing != missing {
            return Err(BackupError::Differs(format!("{} photos", found.photos)));
        }
        Ok(())
    }
}
