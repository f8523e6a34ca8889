//! SQLite, embedded: one file, write-ahead log, every commit flushed to disk.
//!
//! One connection writes, so writers wait for each other before they begin; some others read, each
//! from a snapshot. Ids are 16 bytes, moments integers, flags 0 or 1.

mod check;
mod migrations;
#[expect(
    clippy::duplicate_mod,
    reason = "the same statements, compiled against another database"
)]
#[path = "sql/statements.rs"]
mod statements;

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection};

use self::SqliteTx as Tx;
use super::{Result, Store, Transaction};

type Db = Sqlite;
const BYTE_ORDER: &str = " COLLATE BINARY";

/// An open database file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    had_log: bool,
}

/// A transaction on one of its connections.
#[derive(Debug)]
pub struct SqliteTx {
    inner: sqlx::Transaction<'static, Sqlite>,
}

/// Of the write-ahead log beside the file.
const LOG_ENDING: &str = "-wal";
const READERS: u32 = 4;
/// Another process (a command of the operator) may be writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Of the writer, in KiB: what pushes touch again and again is not read anew.
const CACHE_KIB: u32 = 16 * 1024;
/// Pages of the log before they are written to the file: most are written many times until then.
const CHECKPOINT_PAGES: u32 = 4_000;
/// Statements with lists differ by their length: room for the usual ones.
const CACHED_STATEMENTS: usize = 256;

impl SqliteStore {
    /// Opens the file, makes it when missing, and brings its tables up to date.
    ///
    /// # Errors
    /// [`super::StoreError::SchemaTooNew`] when a newer program has written it.
    pub async fn open(file: &Path) -> Result<Self> {
        let mut log = file.as_os_str().to_owned();
        log.push(LOG_ENDING);
        let had_log = std::fs::metadata(log).is_ok_and(|log| log.len() > 0);
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(CACHED_STATEMENTS)
            .optimize_on_close(true, None);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(
                options
                    .clone()
                    .pragma("cache_size", format!("-{CACHE_KIB}"))
                    .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string()),
            )
            .await?;
        migrations::run(&writer, file).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self {
            writer,
            readers,
            had_log,
        })
    }

    /// Writes the database as of this moment to a new file. Writers go on meanwhile.
    ///
    /// # Errors
    /// The file exists, or there is no room.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        sqlx::query("VACUUM INTO ?")
            .bind(file.to_string_lossy().into_owned())
            .execute(&self.readers)
            .await?;
        Ok(())
    }
}

impl Store for SqliteStore {
    type Tx = SqliteTx;

    async fn read(&self) -> Result<SqliteTx> {
        let inner = self.readers.begin().await?;
        Ok(SqliteTx { inner })
    }

    async fn write(&self) -> Result<SqliteTx> {
        let inner = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(SqliteTx { inner })
    }

    async fn close(&self) {
        self.readers.close().await;
        // The last connection to go does this too, but not if it is one that only reads. With
        // everything in the one file, the file can be copied and put back.
        let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
        if let Err(error) = emptied.execute(&self.writer).await {
            tracing::warn!(%error, "the write-ahead log stays beside the database");
        }
        self.writer.close().await;
    }
}

impl Transaction for SqliteTx {
    async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

impl SqliteTx {
    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::SqliteStore;
    use crate::store::conformance::{conformance_tests, dump_tests};

    async fn fresh() -> Option<(SqliteStore, tempfile::TempDir)> {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("nhatky.db")).await;
        Some((store.unwrap(), folder))
    }

    conformance_tests!(super::fresh);
    dump_tests!(super::fresh);
}
