//! The data folder: what lies where, and whether it is a demo's.
//!
//! > A demo never runs in a real organisation's folder, nor the other way round.

use std::io;
use std::path::{Path, PathBuf};

/// Present in folders that a demo has made.
const DEMO_MARK: &str = "DEMO";
const DATABASE: &str = "nhatky.db";
const KEY: &str = "server.key";

/// Where the organisation's database lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    InFolder,
    Elsewhere,
}

impl Database {
    /// What is in the folder once an organisation has been founded.
    fn mark(self) -> &'static str {
        match self {
            Self::InFolder => DATABASE,
            Self::Elsewhere => KEY,
        }
    }
}

/// A folder that fits what is going to be done in it.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
}

/// Why a folder is not used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("{0} holds something else: a demo needs an empty folder, or one made by a demo")]
    NotForDemo(PathBuf),
    #[error("{0} was made by a demo: it cannot serve a real organisation")]
    IsDemo(PathBuf),
    #[error("{0} holds no organisation yet: run «nhatky-server init» first")]
    NotFounded(PathBuf),
    #[error("{0} is not empty: take an empty folder")]
    NotEmpty(PathBuf),
    #[error("{0} holds an organisation already")]
    Founded(PathBuf),
    #[error("the folder cannot be used")]
    Io(#[from] io::Error),
}

impl DataFolder {
    /// For `serve --demo`: empty, missing, or marked. Marks it.
    ///
    /// # Errors
    /// It holds something else.
    pub fn for_demo(path: &Path) -> Result<Self, FolderError> {
        make(path)?;
        let is_empty = std::fs::read_dir(path)?.next().is_none();
        if is_empty {
            Self::at(path).mark_as_demo()?;
        } else if !path.join(DEMO_MARK).exists() {
            return Err(FolderError::NotForDemo(path.to_owned()));
        }
        Ok(Self::at(path))
    }

    /// For `init`: without a database.
    ///
    /// # Errors
    /// A demo's, or founded already.
    pub fn for_init(path: &Path) -> Result<Self, FolderError> {
        make(path)?;
        let folder = Self::at(path);
        if folder.is_demo() {
            return Err(FolderError::IsDemo(path.to_owned()));
        }
        if folder.database().exists() {
            return Err(FolderError::Founded(path.to_owned()));
        }
        Ok(folder)
    }

    /// For `restore`: empty or missing.
    ///
    /// # Errors
    /// It holds something.
    pub fn for_restore(path: &Path) -> Result<Self, FolderError> {
        make(path)?;
        if std::fs::read_dir(path)?.next().is_some() {
            return Err(FolderError::NotEmpty(path.to_owned()));
        }
        Ok(Self::at(path))
    }

    /// For `serve` without `--demo`.
    ///
    /// # Errors
    /// A demo's, or not founded yet.
    pub fn for_real(path: &Path, database: Database) -> Result<Self, FolderError> {
        let folder = Self::of_any(path, database)?;
        if folder.is_demo() {
            return Err(FolderError::IsDemo(path.to_owned()));
        }
        Ok(folder)
    }

    /// For commands that work on either kind.
    ///
    /// # Errors
    /// Not founded yet.
    pub fn of_any(path: &Path, database: Database) -> Result<Self, FolderError> {
        let folder = Self::at(path);
        if path.join(database.mark()).exists() {
            Ok(folder)
        } else {
            Err(FolderError::NotFounded(path.to_owned()))
        }
    }

    fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    pub(crate) fn mark_as_demo(&self) -> io::Result<()> {
        let text = "Dữ liệu mẫu của Nhật ký Đoàn. A demo's folder: nothing in it is real.\n";
        std::fs::write(self.path.join(DEMO_MARK), text)
    }

    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.path.join(DEMO_MARK).exists()
    }

    /// The server's secret is there.
    #[must_use]
    pub fn has_key(&self) -> bool {
        self.path.join(KEY).exists()
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Photos that have arrived.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// Photos on their way.
    #[must_use]
    pub fn uploads(&self) -> PathBuf {
        self.path.join("uploads")
    }

    /// The public part of the key that opens backups.
    #[must_use]
    pub fn recovery_key(&self) -> PathBuf {
        self.path.join("recovery.pub")
    }

    /// How the last backups ended.
    #[must_use]
    pub fn backup_journal(&self) -> PathBuf {
        self.path.join("backups.json")
    }

    /// Held by the process that makes a backup.
    #[must_use]
    pub fn backup_lock(&self) -> PathBuf {
        self.path.join("backup.lock")
    }

    /// What a backup needs while it is made.
    #[must_use]
    pub fn backup_work(&self) -> PathBuf {
        self.path.join("backup-work")
    }

    #[must_use]
    pub fn demo_accounts(&self) -> PathBuf {
        self.path.join("demo-accounts.json")
    }
}

/// Only its owner may look in.
pub(crate) fn make(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_takes_an_empty_folder_and_comes_back_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new");
        assert!(DataFolder::for_demo(&path).unwrap().is_demo());
        assert!(DataFolder::for_demo(&path).is_ok());
    }

    #[test]
    fn a_demo_refuses_a_folder_with_something_in_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(DATABASE), b"").unwrap();
        let refused = DataFolder::for_demo(folder.path());
        assert!(matches!(refused, Err(FolderError::NotForDemo(_))));
    }

    #[test]
    fn a_real_organisation_refuses_a_demo_folder() {
        let folder = tempfile::tempdir().unwrap();
        let demo = DataFolder::for_demo(folder.path()).unwrap();
        std::fs::write(demo.database(), b"").unwrap();
        for refused in [
            DataFolder::for_real(folder.path(), Database::InFolder),
            DataFolder::for_init(folder.path()),
        ] {
            assert!(matches!(refused, Err(FolderError::IsDemo(_))));
        }
    }

    #[test]
    fn a_folder_without_an_organisation_asks_for_init() {
        let folder = tempfile::tempdir().unwrap();
        for database in [Database::InFolder, Database::Elsewhere] {
            let refused = DataFolder::for_real(folder.path(), database);
            assert!(matches!(refused, Err(FolderError::NotFounded(_))));
        }
    }

    #[test]
    fn a_folder_whose_database_is_elsewhere_has_a_key() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(KEY), b"").unwrap();
        assert!(DataFolder::for_real(folder.path(), Database::Elsewhere).is_ok());
        let refused = DataFolder::for_real(folder.path(), Database::InFolder);
        assert!(matches!(refused, Err(FolderError::NotFounded(_))));
    }
}
