//! What the program does when started: one file a command.

mod audit;
mod backup;
mod code;
mod database;
mod import;
mod init;
mod installs;
mod lost_photos;
mod organisation;
mod restore;
mod serve;
mod status;

use std::io;

use nhatky_domain::ids::InstallId;

pub use self::audit::audit;
pub use self::backup::{backup, recovery_key, verify_backup};
pub use self::code::code;
pub use self::import::{import, read_members, read_units};
pub use self::init::init;
pub use self::installs::{installs, revoke};
pub use self::lost_photos::lost_photos;
pub use self::organisation::{export, move_away, unseal};
pub use self::restore::restore;
pub use self::serve::serve;
pub use self::status::status;
use crate::backup::BackupError;
use crate::catalogue::CatalogueError;
use crate::export::ExportError;
use crate::folder::FolderError;
use crate::founding::DemoError;
use crate::photo_place::PlaceError;
use crate::settings::UnfitAddress;
use crate::store::StoreError;

/// Why a command ended, for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Address(#[from] UnfitAddress),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Photos(#[from] PlaceError),
    #[error("the backup lacks {0} photos, which are named above; everything else is in it")]
    PhotosMissing(usize),
    #[error("what is stored is not what was written: the line above says where it begins")]
    AuditBroken,
    #[error("the database cannot be used: {0}")]
    Store(#[from] StoreError),
    #[error("{file}: {source}")]
    Export {
        file: String,
        #[source]
        source: ExportError,
    },
    #[error("{what}: {source}")]
    Io {
        what: String,
        #[source]
        source: io::Error,
    },
    /// A setting that does not go with the others; the text says what to do.
    #[error("{0}")]
    Setting(&'static str),
    #[error("--database-url takes postgres://user:password@host/name, not «{0}://…»")]
    UnknownDatabase(String),
    #[error("the folder's demo has another size ({0}): take an empty folder")]
    OtherSize(String),
    #[error("nobody is called «{0}»")]
    UnknownPerson(String),
    #[error("{0} persons are called «{1}»: give an id instead")]
    ManyPersons(usize, String),
    #[error("there is no install {0}: «installs» lists them")]
    UnknownInstall(InstallId),
    #[error("line {line}: {message}")]
    BadLine { line: u64, message: String },
}

impl CommandError {
    fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
