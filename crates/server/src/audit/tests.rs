//! What somebody does who can write to the database, past the program.

use nhatky_domain::ids::RecordId;
use nhatky_domain::value::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use uuid::Uuid;

use super::{Flaw, verify};
use crate::store::conformance::audit::written;
use crate::store::memory::{MemoryStore, Tables};
use crate::store::sqlite::SqliteStore;
use crate::store::{Store, VersionRow};

const FIRST: RecordId = RecordId(Uuid::from_u128(0x1001));
const OTHER: RecordId = RecordId(Uuid::from_u128(0x1002));

type Change = fn(&mut Tables);

async fn found(store: &impl Store) -> (i64, Option<Flaw>) {
    let mut tx = store.read().await.unwrap();
    let verdict = verify(&mut tx).await.unwrap();
    (verdict.head.number, verdict.flaw)
}

/// A database of four versions, and another hand on its file.
async fn found_after(statements: &'static str) -> (i64, Option<Flaw>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nhatky.db");
    let store = SqliteStore::open(&file).await.unwrap();
    written(&store).await;
    assert_eq!(found(&store).await, (4, None));
    let options = SqliteConnectOptions::new().filename(&file);
    let other_hand = SqlitePool::connect_with(options).await.unwrap();
    let done = sqlx::raw_sql(statements).execute(&other_hand).await;
    assert!(done.unwrap().rows_affected() > 0);
    other_hand.close().await;
    found(&store).await
}

#[tokio::test]
async fn a_changed_byte_of_a_version_is_found() {
    let changed = "UPDATE record_version SET fields = replace(fields, '9', '8') WHERE rev = 2";
    let flaw = Flaw::Differs(FIRST, 2);
    assert_eq!(found_after(changed).await, (2, Some(flaw)));
    let reprinted = "UPDATE record_version SET fields = fields || ' ' WHERE rev = 2";
    assert_eq!(found_after(reprinted).await, (2, Some(flaw)));
}

#[tokio::test]
async fn a_removed_row_is_found() {
    let in_between = "DELETE FROM audit WHERE number = 2";
    let flaw = Flaw::NumberMissing;
    assert_eq!(found_after(in_between).await, (1, Some(flaw)));
    let last = "DELETE FROM audit WHERE number = 4";
    let flaw = Flaw::Unaudited(FIRST, 3);
    assert_eq!(found_after(last).await, (3, Some(flaw)));
}

#[tokio::test]
async fn a_removed_newest_version_is_found_also_if_its_record_was_put_back() {
    let flaw = Flaw::NewestMissing(FIRST, 3);
    let removed = "DELETE FROM record_version WHERE rev = 3";
    assert_eq!(found_after(removed).await, (3, Some(flaw)));
    let put_back = "UPDATE record SET rev = 2; DELETE FROM record_version WHERE rev = 3";
    assert_eq!(found_after(put_back).await, (3, Some(flaw)));
    let with_its_row = "DELETE FROM audit WHERE number = 4;
                        DELETE FROM record_version WHERE rev = 3";
    assert_eq!(found_after(with_its_row).await, (3, Some(flaw)));
    let without_a_trace = "DELETE FROM record; DELETE FROM record_version WHERE rev = 3";
    assert_eq!(found_after(without_a_trace).await, (3, Some(flaw)));
}

#[tokio::test]
async fn a_version_that_was_slipped_in_is_found() {
    let slipped_in = "INSERT INTO record_version
        SELECT record, 4, mutation, person, install, holding, device_at, device_off, received_at,
               state, fields
        FROM record_version WHERE rev = 3";
    let flaw = Flaw::Unaudited(FIRST, 4);
    assert_eq!(found_after(slipped_in).await, (4, Some(flaw)));
}

#[tokio::test]
async fn a_row_below_the_first_number_vouches_for_nothing() {
    let slipped_in = "INSERT INTO audit
        SELECT -1, record, 4, digest, chain FROM audit WHERE number = 4";
    let flaw = Flaw::NumberMissing;
    assert_eq!(found_after(slipped_in).await, (0, Some(flaw)));
}

#[tokio::test]
async fn a_row_that_was_made_to_fit_its_changed_version_does_not_follow() {
    let fitted = "UPDATE audit SET digest = zeroblob(32) WHERE number = 2";
    let flaw = Flaw::DoesNotFollow(OTHER, 1);
    assert_eq!(found_after(fitted).await, (1, Some(flaw)));
    let cut = "UPDATE audit SET chain = x'00' WHERE number = 2";
    assert_eq!(found_after(cut).await, (1, Some(flaw)));
}

#[tokio::test]
async fn in_memory_all_this_is_found_as_well() {
    let changes: [(Change, i64, Flaw); 4] = [
        (
            |tables| {
                let change = |row: &mut VersionRow| {
                    row.fields.insert("luot".into(), Value::Int(8));
                };
                assert!(tables.versions.change(&(FIRST, 3), change));
            },
            3,
            Flaw::Differs(FIRST, 3),
        ),
        (|tables| tables.audit.remove(&2), 1, Flaw::NumberMissing),
        (
            |tables| tables.versions.remove(&(FIRST, 3)),
            3,
            Flaw::NewestMissing(FIRST, 3),
        ),
        (
            |tables| tables.audit.remove(&4),
            3,
            Flaw::Unaudited(FIRST, 3),
        ),
    ];
    for (change, number, flaw) in changes {
        let store = MemoryStore::default();
        written(&store).await;
        let mut tables = store.snapshot();
        change(&mut tables);
        store.restore(tables);
        assert_eq!(found(&store).await, (number, Some(flaw)));
    }
}
