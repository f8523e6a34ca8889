//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use sqlx::{Executor as _, SqlitePool};

use crate::durable::{self, Disk as _, MachineDisk};
use crate::store::{Result, StoreError};

/// The number of the last one is the schema's number, kept in `user_version`.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../../migrations/0001_first.sql"),
    include_str!("../../../migrations/0002_epoch.sql"),
    include_str!("../../../migrations/0003_seal.sql"),
];

pub(super) async fn run(writer: &SqlitePool, file: &Path) -> Result<()> {
    bring_to(writer, file, &MIGRATIONS).await
}

async fn bring_to(writer: &SqlitePool, file: &Path, migrations: &[&'static str]) -> Result<()> {
    let supported = migrations.len() as i64;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(writer)
        .await?;
    if 0 < found && found < supported {
        let kept = keep_copy(writer, file, found).await;
        kept.map_err(StoreError::NotCopied)?;
    }
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *tx)
        .await?;
    if found > supported {
        return Err(StoreError::SchemaTooNew { found, supported });
    }
    for (idx, migration) in migrations.iter().enumerate().skip(found.max(0) as usize) {
        tx.execute(sqlx::raw_sql(*migration)).await?;
        // A pragma takes no parameters; the number is ours.
        let note = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {}", idx + 1));
        tx.execute(sqlx::raw_sql(note)).await?;
    }
    Ok(tx.commit().await?)
}

/// The database as it is before it is changed, beside it: `nhatky.schema-1.db`. An older program
/// can go on with it.
async fn keep_copy(writer: &SqlitePool, file: &Path, schema: i64) -> io::Result<()> {
    let copy = file.with_extension(format!("schema-{schema}.db"));
    let draft = copy.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    sqlx::query("VACUUM INTO ?")
        .bind(draft.to_string_lossy().into_owned())
        .execute(writer)
        .await
        .map_err(io::Error::other)?;
    MachineDisk.sync_file(&File::open(&draft)?, &draft)?;
    durable::rename(&MachineDisk, &draft, &copy)?;
    tracing::warn!(schema, "the tables change; a copy of the database was kept");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::sqlite::SqliteStore;
    use crate::store::{Counters as _, EpochReason, Store as _, TABLES};

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

    /// Gone within a day, or a file's business.
    const NOT_EXPORTED: [&str; 3] = ["attempt", "session", "upload"];
    /// What one server is told, and not its successor.
    const SEALED_AT: &str = "sealed_at";

    #[tokio::test]
    async fn an_export_knows_every_table_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("nhatky.db"))
            .await
            .unwrap();
        let found: Vec<(String, String, bool)> = sqlx::query_as(
            "SELECT t.name, c.name, c.\"notnull\"
             FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
        )
        .fetch_all(&store.writer)
        .await
        .unwrap();
        let found = found.into_iter().filter(|(table, column, _)| {
            !NOT_EXPORTED.contains(&table.as_str()) && column != SEALED_AT
        });
        let known = TABLES.iter().flat_map(|table| {
            table.columns.iter().map(|column| {
                let [table, name] = [table.name, column.name].map(ToOwned::to_owned);
                (table, name, !column.is_optional)
            })
        });
        assert_eq!(BTreeSet::from_iter(known), BTreeSet::from_iter(found));
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

    const CHANGED: [&str; 3] = [
        MIGRATIONS[0],
        MIGRATIONS[1],
        "ALTER TABLE person ADD COLUMN age INTEGER",
    ];

    async fn opened(file: &Path, migrations: &[&'static str]) -> Result<SqlitePool> {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        bring_to(&pool, file, migrations).await.map(|()| pool)
    }

    #[tokio::test]
    async fn before_a_migration_a_copy_is_kept_that_the_older_program_goes_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        let pool = opened(&file, &CHANGED[..2]).await.unwrap();
        pool.execute("INSERT INTO person (id, name) VALUES (x'01', 'Lan')")
            .await
            .unwrap();
        pool.close().await;
        opened(&file, &CHANGED).await.unwrap().close().await;

        let refused = opened(&file, &CHANGED[..2]).await;
        assert!(matches!(refused, Err(StoreError::SchemaTooNew { .. })));
        fs::rename(folder.path().join("nhatky.schema-2.db"), &file).unwrap();
        let pool = opened(&file, &CHANGED[..2]).await.unwrap();
        let name: String = sqlx::query_scalar("SELECT name FROM person")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(name, "Lan");
    }

    #[tokio::test]
    async fn without_a_copy_nothing_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        opened(&file, &CHANGED[..2]).await.unwrap().close().await;
        fs::create_dir(folder.path().join("nhatky.schema-2.new")).unwrap();
        let refused = opened(&file, &CHANGED).await;
        assert!(matches!(refused, Err(StoreError::NotCopied(_))));
        opened(&file, &CHANGED[..2]).await.unwrap().close().await;
    }

    #[tokio::test]
    async fn a_new_database_and_one_that_is_up_to_date_are_not_copied() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        for _ in 0..2 {
            opened(&file, &CHANGED).await.unwrap().close().await;
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
