//! Which database a command works on: the file in the data folder, or the one that
//! `--database-url` names. A name that is not understood is refused, never passed over.

use std::time::Duration;

use super::CommandError;
use crate::args::FolderArgs;
use crate::folder::{DataFolder, Database};
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;

const POSTGRES: [&str; 2] = ["postgres", "postgresql"];

/// An open database of either kind; [`with_store`] takes the store out.
pub(super) enum Opened {
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

/// A file too large for this is read through by every backup.
const CHECK_AT_START: Duration = Duration::from_secs(30);

impl Opened {
    /// Looks through a file that nobody has closed: the power may have gone. PostgreSQL sees to
    /// that by itself.
    ///
    /// # Errors
    /// The file is damaged.
    pub(super) async fn check_if_left_open(&self) -> Result<(), CommandError> {
        match self {
            Self::Sqlite(store) if store.was_left_open() => {
                let whole = store.check_within(CHECK_AT_START).await?;
                tracing::warn!(
                    whole,
                    "the database had not been closed; what was seen is sound"
                );
            }
            Self::Sqlite(_) | Self::Postgres(_) => {}
        }
        Ok(())
    }
}

/// Where the command line says that the database is.
pub(super) fn named(args: &FolderArgs) -> Result<Database, CommandError> {
    let Some(url) = &args.database_url else {
        return Ok(Database::InFolder);
    };
    // The rest may hold a password.
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    if POSTGRES.contains(&scheme) {
        Ok(Database::Elsewhere)
    } else {
        Err(CommandError::UnknownDatabase(scheme.to_owned()))
    }
}

/// Opens it and brings its tables up to date.
pub(super) async fn open(args: &FolderArgs, folder: &DataFolder) -> Result<Opened, CommandError> {
    named(args)?;
    Ok(match &args.database_url {
        None => Opened::Sqlite(SqliteStore::open(&folder.database()).await?),
        Some(url) => Opened::Postgres(PostgresStore::open(url).await?),
    })
}

/// The same work on a store of either kind.
macro_rules! with_store {
    ($opened:expr, |$store:ident| $work:expr) => {
        match $opened {
            $crate::commands::database::Opened::Sqlite($store) => $work,
            $crate::commands::database::Opened::Postgres($store) => $work,
        }
    };
}
pub(super) use with_store;

#[cfg(test)]
mod tests {
    use super::*;

    fn args(url: Option<&str>) -> FolderArgs {
        FolderArgs {
            data: "x".into(),
            database_url: url.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn a_database_is_the_folder_s_or_postgresql() {
        assert!(matches!(named(&args(None)), Ok(Database::InFolder)));
        for url in ["postgres://host/name", "postgresql://a:b@host/name"] {
            assert!(matches!(named(&args(Some(url))), Ok(Database::Elsewhere)));
        }
    }

    #[test]
    fn another_database_is_refused_without_telling_its_password() {
        for url in ["mysql://a:secret@host/x", "sqlite:file", "", "/secret"] {
            let refused = named(&args(Some(url))).unwrap_err().to_string();
            assert!(refused.contains("postgres://"), "{refused}");
            assert!(!refused.contains("secret"), "{refused}");
        }
    }
}
