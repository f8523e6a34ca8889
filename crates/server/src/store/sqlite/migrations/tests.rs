use std::collections::BTreeSet;

use nhatky_domain::ids::RecordId;
use uuid::Uuid;

use super::*;
use crate::audit::{Flaw, Verdict};
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

/// Of two records: the one that came last is listed first.
const VERSIONS: &str = "
    INSERT INTO record VALUES
        (zeroblob(16), 'HD', 1, x'', x'', '{}', 's', 2, 1, NULL, 7, 0, 0, NULL, NULL),
        (randomblob(16), 'HD', 1, x'', x'', '{}', 's', 1, 1, NULL, 5, 0, 0, NULL, NULL);
    INSERT INTO record_version
    SELECT id, 1, randomblob(16), id, id, id, 1, NULL, received_at, 's', '{}' FROM record;
    INSERT INTO record_version
    SELECT id, 2, randomblob(16), id, id, id, 1, -3, 9, 's', '{}' FROM record WHERE rev = 2;";

#[tokio::test]
async fn versions_from_before_the_audit_chain_are_chained_once_and_later_ones_never() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nhatky.db");
    let pool = opened(&file, &MIGRATIONS[..3]).await.unwrap();
    pool.execute(sqlx::raw_sql(VERSIONS)).await.unwrap();
    pool.close().await;

    let store = SqliteStore::open(&file).await.unwrap();
    let verdict = verdict_of(&store).await;
    assert_eq!((verdict.head.number, verdict.flaw), (3, None));
    let came: Vec<i64> = sqlx::query_scalar(
        "SELECT received_at FROM audit JOIN record_version USING (record, rev)
         ORDER BY number",
    )
    .fetch_all(&store.writer)
    .await
    .unwrap();
    assert_eq!(came, [5, 7, 9]);

    let slipped_in = "INSERT INTO record_version
        SELECT record, 3, mutation, person, install, holding, device_at, device_off, 8, 's',
               '{}'
        FROM record_version WHERE rev = 2";
    store.writer.execute(slipped_in).await.unwrap();
    store.close().await;
    let verdict = verdict_of(&SqliteStore::open(&file).await.unwrap()).await;
    let flaw = Flaw::Unaudited(RecordId(Uuid::nil()), 3);
    assert_eq!((verdict.head.number, verdict.flaw), (3, Some(flaw)));
}

async fn verdict_of(store: &SqliteStore) -> Verdict {
    audit::verify(&mut store.read().await.unwrap())
        .await
        .unwrap()
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
