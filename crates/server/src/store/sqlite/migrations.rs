//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use sqlx::{Executor as _, SqlitePool};

use crate::store::{Result, StoreError};

/// The number of the last one is the schema's number, kept in `user_version`.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../../migrations/0001_first.sql"),
    include_str!("../../../migrations/0002_epoch.sql"),
];

pub(super) async fn run(writer: &SqlitePool) -> Result<()> {
    let supported = MIGRATIONS.len() as i64;
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *tx)
        .await?;
    if found > supported {
        return Err(StoreError::SchemaTooNew { found, supported });
    }
    for (idx, migration) in MIGRATIONS.iter().enumerate().skip(found.max(0) as usize) {
        tx.execute(sqlx::raw_sql(*migration)).await?;
        // A pragma takes no parameters; the number is ours.
        let note = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {}", idx + 1));
        tx.execute(sqlx::raw_sql(note)).await?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::SqliteStore;
    use crate::store::{Counters as _, EpochReason, Store as _};

    #[tokio::test]
    async fn a_newer_schema_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        let store = SqliteStore::open(&file).await.unwrap();
        store
            .writer
            .execute("PRAGMA user_version = 99")
            .await
            .unwrap();
        store.close().await;

        let refused = SqliteStore::open(&file).await.unwrap_err();
        assert!(matches!(
            refused,
            StoreError::SchemaTooNew {
                found: 99,
                supported
            } if supported == MIGRATIONS.len() as i64
        ));
    }

    #[tokio::test]
    async fn a_database_of_the_first_schema_keeps_its_epoch_and_its_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true);
        let old = SqlitePool::connect_with(options).await.unwrap();
        old.execute(sqlx::raw_sql(MIGRATIONS[0])).await.unwrap();
        old.execute(
            "PRAGMA user_version = 1;
             INSERT INTO organisation VALUES
                 (zeroblob(16), 'Đoàn Khối', NULL, x'000102030405060708090a0b0c0d0e0f', 0, 5, 0, 3);
             INSERT INTO scope VALUES ('a', 7);
             INSERT INTO install VALUES (x'01', x'02', x'03', 'máy', 1, NULL, 1, '1', 0, 4);
             INSERT INTO receipt VALUES
                 (x'05', x'01', x'02', 9, NULL, 'record.create', 'applied', '{}', NULL, 1, '{}');",
        )
        .await
        .unwrap();
        old.close().await;

        let store = SqliteStore::open(&file).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let epoch = tx.organisation().await.unwrap().unwrap().epoch;
        let epochs = tx.epochs().await.unwrap();
        assert_eq!(epochs.len(), 1);
        assert_eq!(
            (epochs[0].epoch, epochs[0].began_at, epochs[0].reason),
            (epoch, 5, EpochReason::Founded)
        );
        assert_eq!(tx.last_seqs(&["a".to_owned()]).await.unwrap()["a"], 7);
        let highest: i64 = sqlx::query_scalar("SELECT highest_seq FROM install")
            .fetch_one(&store.writer)
            .await
            .unwrap();
        assert_eq!(highest, 9);
    }
}
