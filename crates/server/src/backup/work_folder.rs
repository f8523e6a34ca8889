//! A private folder for what a backup needs while it is made, and the lock that there is one.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::BackupError;
use crate::folder::{self, DataFolder};

/// Emptied before, removed after; what a killed process left goes with the next backup.
#[derive(Debug)]
pub(super) struct WorkFolder {
    path: PathBuf,
    /// Held for as long as the folder is used.
    _lock: Option<File>,
}

impl WorkFolder {
    /// In the data folder: a copy of the data is as private as the data.
    ///
    /// # Errors
    /// [`BackupError::Busy`] while another process has it.
    pub(super) fn of(folder: &DataFolder) -> Result<Self, BackupError> {
        let lock = File::create(folder.backup_lock()).map_err(BackupError::io("backup.lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy),
            Err(TryLockError::Error(error)) => return Err(BackupError::io("backup.lock")(error)),
        }
        Self::fresh(folder.backup_work(), Some(lock))
    }

    /// Beside the machine's other temporary files.
    ///
    /// # Errors
    /// It cannot be made.
    pub(super) fn temporary() -> Result<Self, BackupError> {
        let name = format!("nhatky-{}", Uuid::new_v4());
        Self::fresh(std::env::temp_dir().join(name), None)
    }

    fn fresh(path: PathBuf, lock: Option<File>) -> Result<Self, BackupError> {
        let make = || {
            if path.exists() {
                fs::remove_dir_all(&path)?;
            }
            folder::make(&path)
        };
        make().map_err(BackupError::io("the work folder"))?;
        Ok(Self { path, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, "a work folder stays behind");
        }
    }
}
