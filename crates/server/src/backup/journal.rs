//! What became of the last backups, in a file of the data folder: `backups.json`.
//!
//! It lies beside the database, not in it, so that another process (a command, a second server)
//! reads it without a transaction.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use nhatky_domain::ids::BlobHash;
use serde::{Deserialize, Serialize};

use super::BackupError;
use crate::durable::{self, MachineDisk};
use crate::folder::DataFolder;

/// Backups are made daily; two hours late is too late.
const OVERDUE_MS: i64 = 26 * 60 * 60 * 1000;

/// A backup that was made and tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Moment of the snapshot.
    pub made_at: i64,
    pub file: PathBuf,
    pub size_bytes: u64,
    pub records: i64,
    pub photos: usize,
    /// Photos that the database counts on and that could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<BlobHash>,
    /// What is wrong with the audit chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_audit: Option<String>,
}

/// What this folder was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    pub at: i64,
    /// Moment of the backup's snapshot.
    pub made_at: i64,
    pub name: String,
    pub records: i64,
    pub photos: usize,
    /// Photos that the backup lacked: phones that still have them are asked for them.
    pub missing: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub at: i64,
    pub why: String,
}

/// The last backup that succeeded, and the failure after it. File format; add only optional fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_good: Option<Done>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<Restored>,
}

impl Journal {
    /// Empty when there was never a backup, or when the file cannot be read: then the next backup
    /// is due.
    #[must_use]
    pub fn of(folder: &DataFolder) -> Self {
        let read = std::fs::read(folder.backup_journal());
        let read = read.and_then(|text| Ok(serde_json::from_slice(&text)?));
        read.unwrap_or_else(|error| {
            if error.kind() != io::ErrorKind::NotFound {
                tracing::error!(%error, "backups.json cannot be read");
            }
            Self::default()
        })
    }

    /// Notes how a backup ended. A failure does not hide the last good one.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn note(
        folder: &DataFolder,
        now: i64,
        ended: Result<&Done, &BackupError>,
    ) -> Result<(), BackupError> {
        let mut journal = Self::of(folder);
        match ended {
            Ok(done) => {
                journal.last_good = Some(done.clone());
                journal.failure = None;
            }
            Err(error) => {
                let why = with_causes(error);
                journal.failure = Some(Failure { at: now, why });
            }
        }
        journal.save(folder)
    }

    /// Notes what a fresh folder was made of.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn note_restored(folder: &DataFolder, restored: &Restored) -> Result<(), BackupError> {
        let journal = Self {
            restored: Some(restored.clone()),
            ..Self::default()
        };
        journal.save(folder)
    }

    fn save(&self, folder: &DataFolder) -> Result<(), BackupError> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other);
        text.and_then(|text| durable::write(&MachineDisk, &folder.backup_journal(), &text))
            .map_err(BackupError::io("backups.json"))
    }

    /// Milliseconds since the last good one. None also when its moment has not come yet: it was
    /// made while the clock was ahead, and nobody knows when.
    #[must_use]
    pub fn age_ms(&self, now: i64) -> Option<i64> {
        let made_at = self.last_good.as_ref()?.made_at;
        Some(now.saturating_sub(made_at)).filter(|age_ms| *age_ms >= 0)
    }

    /// No good backup for longer than a day and two hours, or none of a known age.
    #[must_use]
    pub fn is_overdue(&self, now: i64) -> bool {
        self.age_ms(now).is_none_or(|age_ms| age_ms > OVERDUE_MS)
    }
}

/// What went wrong and why, down to the last cause.
fn with_causes(error: &BackupError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 60 * 60 * 1000;

    fn good(made_at: i64) -> Done {
        Done {
            made_at,
            file: PathBuf::from("x.age"),
            size_bytes: 1,
            records: 2,
            photos: 3,
            missing: Vec::new(),
            broken_audit: None,
        }
    }

    #[test]
    fn a_backup_is_overdue_after_twenty_six_hours() {
        let journal = Journal {
            last_good: Some(good(1_000)),
            ..Journal::default()
        };
        assert!(!journal.is_overdue(1_000 + 26 * HOUR_MS));
        assert!(journal.is_overdue(1_001 + 26 * HOUR_MS));
        assert!(Journal::default().is_overdue(0));
    }

    #[test]
    fn a_backup_from_a_time_that_has_not_come_is_overdue() {
        let journal = Journal {
            last_good: Some(good(1_001)),
            ..Journal::default()
        };
        assert_eq!(journal.age_ms(1_000), None);
        assert!(journal.is_overdue(1_000));
        assert!(!journal.is_overdue(1_001));
    }

    #[test]
    fn a_failure_is_told_with_its_causes_and_the_last_good_one_stays() {
        let path = tempfile::tempdir().unwrap();
        let folder = DataFolder::for_init(path.path()).unwrap();
        Journal::note(&folder, 5, Ok(&good(5))).unwrap();
        let full = || io::Error::other("no space left");
        let error = BackupError::Unpacking(full());
        Journal::note(&folder, 9, Err(&error)).unwrap();
        let journal = Journal::of(&folder);
        assert_eq!(journal.last_good, Some(good(5)));
        let why = "what the backup holds cannot be written: no space left".to_owned();
        assert_eq!(journal.failure, Some(Failure { at: 9, why }));
        Journal::note(&folder, 10, Ok(&good(10))).unwrap();
        assert_eq!(Journal::of(&folder).failure, None);
    }

    #[test]
    fn a_journal_that_cannot_be_read_makes_a_backup_due() {
        let path = tempfile::tempdir().unwrap();
        let folder = DataFolder::for_init(path.path()).unwrap();
        std::fs::write(folder.backup_journal(), "{").unwrap();
        assert_eq!(Journal::of(&folder), Journal::default());
    }
}
