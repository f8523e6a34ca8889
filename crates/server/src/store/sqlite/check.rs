//! Is the file sound? Asked after a loss of power, and of every backup.

use std::time::{Duration, Instant};

use sqlx::SqliteConnection;

use super::SqliteStore;
use crate::store::{Result, StoreError};

/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 1_000;
const SOUND: &str = "ok";
/// `SQLITE_INTERRUPT`
const INTERRUPTED: &str = "9";

impl SqliteStore {
    /// Whether a write-ahead log lay beside the file when it was opened: whoever had it open last
    /// did not close it, or has not yet.
    #[must_use]
    pub fn was_left_open(&self) -> bool {
        self.had_log
    }

    /// Looks through the whole file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not sound.
    pub async fn check(&self) -> Result<()> {
        look_through(&mut *self.readers.acquire().await?).await
    }

    /// Looks through the file for so long at most: a start is not held up by a large one. Returns
    /// whether all of it was seen.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not sound.
    pub async fn check_within(&self, limit: Duration) -> Result<bool> {
        let mut connection = self.readers.acquire().await?;
        let end = Instant::now() + limit;
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(STEPS, move || Instant::now() < end);
        drop(handle);
        let looked = look_through(&mut connection).await;
        connection.lock_handle().await?.remove_progress_handler();
        match looked {
            Err(StoreError::Unavailable(error)) if is_interrupted(&error) => Ok(false),
            looked => looked.map(|()| true),
        }
    }
}

async fn look_through(connection: &mut SqliteConnection) -> Result<()> {
    let found: sqlx::Result<String> = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(connection)
        .await;
    match found {
        Ok(found) if found == SOUND => Ok(()),
        Ok(found) => {
            tracing::error!(found, "the database is damaged");
            Err(StoreError::Damaged)
        }
        Err(error) if is_interrupted(&error) => Err(StoreError::Unavailable(error)),
        Err(error @ sqlx::Error::Database(_)) => {
            tracing::error!(%error, "the database cannot be looked through");
            Err(StoreError::Damaged)
        }
        Err(error) => Err(error.into()),
    }
}

fn is_interrupted(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == INTERRUPTED)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::{Counters as _, Store as _, Transaction as _};

    const LONG: Duration = Duration::from_secs(60);

    fn scope(number: u32) -> String {
        format!("{number} {}", "x".repeat(500))
    }

    async fn filled(file: &Path, scopes: u32) -> SqliteStore {
        let store = SqliteStore::open(file).await.unwrap();
        let mut tx = store.write().await.unwrap();
        for number in 0..scopes {
            tx.take_seqs(&scope(number), 1, 0).await.unwrap();
        }
        tx.commit().await.unwrap();
        store
    }

    #[tokio::test]
    async fn a_sound_file_is_seen_whole_or_for_as_long_as_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        let store = filled(&file, 2_000).await;
        assert!(store.check_within(LONG).await.unwrap());
        assert!(!store.check_within(Duration::ZERO).await.unwrap());
        store.check().await.unwrap();
        store.close().await;
        assert!(!SqliteStore::open(&file).await.unwrap().was_left_open());
    }

    #[tokio::test]
    async fn a_damaged_file_is_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        filled(&file, 2_000).await.close().await;
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8_192].fill(0x5a);
        std::fs::write(&file, bytes).unwrap();
        let store = SqliteStore::open(&file).await.unwrap();
        let looked = store.check_within(LONG).await;
        assert!(matches!(looked, Err(StoreError::Damaged)), "{looked:?}");
    }

    #[tokio::test]
    async fn a_log_whose_tail_was_torn_keeps_every_commit_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let [file, after] = ["nhatky.db", "after.db"].map(|name| folder.path().join(name));
        let store = filled(&file, 50).await;
        let committed = log_of(&file).len();
        let mut tx = store.write().await.unwrap();
        tx.take_seqs("late", 7, 0).await.unwrap();
        tx.commit().await.unwrap();
        let log = log_of(&file);
        assert!(log.len() > committed);
        for cut in [committed, committed + 100, log.len() - 1] {
            std::fs::copy(&file, &after).unwrap();
            std::fs::write(after.with_extension("db-wal"), &log[..cut]).unwrap();
            let torn = SqliteStore::open(&after).await.unwrap();
            assert!(torn.was_left_open());
            assert!(torn.check_within(LONG).await.unwrap());
            let mut tx = torn.read().await.unwrap();
            let found = tx.last_seqs(&["late".to_owned(), scope(49)]).await.unwrap();
            assert_eq!(Vec::from_iter(found.into_values()), [1]);
            drop(tx);
            torn.close().await;
        }
    }

    fn log_of(file: &Path) -> Vec<u8> {
        std::fs::read(file.with_extension("db-wal")).unwrap()
    }
}
