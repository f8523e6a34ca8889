use nhatky_domain::ids::{HoldingId, RecordId};
use nhatky_domain::value::Value;
use uuid::Uuid;

use super::records::row;
use super::{INSTALL, PERSON, committed, look, mutation, record};
use crate::store::{
    ChangeRow, ConflictRow, Journal as _, Records as _, Store, StoreError, Transaction as _,
    VersionRow,
};

pub(super) fn version(rev: u32) -> VersionRow {
    VersionRow {
        record: record(1),
        rev,
        mutation: mutation(rev.into()),
        person: PERSON,
        install: INSTALL,
        holding: HoldingId(Uuid::from_u128(5)),
        device_at: 1,
        device_off: None,
        received_at: 2,
        state: "cho_xac_nhan".to_owned(),
        fields: [("luot".into(), Value::Int(9))].into(),
    }
}

pub(crate) async fn versions_come_oldest_first_and_only_once<S: Store>(store: &S) {
    committed!(store, |tx| tx
        .add_versions(&[version(2), version(1)])
        .await
        .unwrap());
    let found = look(store).await.versions(record(1)).await.unwrap();
    assert_eq!(found, [version(1), version(2)]);
    let mut tx = store.write().await.unwrap();
    let again = tx.add_versions(&[version(2)]).await;
    assert!(matches!(again, Err(StoreError::Constraint(_))));
}

pub(crate) async fn the_newest_mutation_is_that_of_a_revision_in_force<S: Store>(store: &S) {
    let at = |number: u128, rev: u32, received_at: i64| VersionRow {
        record: record(number),
        mutation: mutation(10 * number + u128::from(rev)),
        received_at,
        ..version(rev)
    };
    committed!(store, |tx| {
        let mut rows = [row(record(1)), row(record(2)), row(record(3))];
        rows[0].record.rev = 2;
        tx.save_records(&rows).await.unwrap();
        let versions = [at(1, 1, 9), at(1, 2, 5), at(2, 1, 6), at(3, 1, 7)];
        tx.add_versions(&versions).await.unwrap();
    });
    let mut tx = look(store).await;
    let newest = tx.newest_mutation(&[record(1), record(2), record(8)]).await;
    assert_eq!(newest.unwrap(), Some((mutation(21), 6)));
    let newest = tx.newest_mutation(&[record(1)]).await;
    assert_eq!(newest.unwrap(), Some((mutation(12), 5)));
    assert_eq!(tx.newest_mutation(&[]).await.unwrap(), None);
}

fn change(scope: &str, record: RecordId, seq: i64, is_present: bool) -> ChangeRow {
    ChangeRow {
        scope: scope.to_owned(),
        record,
        seq,
        is_present,
    }
}

pub(crate) async fn a_change_replaces_the_one_before<S: Store>(store: &S) {
    committed!(store, |tx| {
        let first = [
            change("a", record(1), 1, true),
            change("b", record(1), 1, true),
        ];
        tx.save_changes(&first).await.unwrap();
        let left = [change("a", record(1), 2, false)];
        tx.save_changes(&left).await.unwrap();
    });
    let mut tx = look(store).await;
    let found = tx.changes("a", 0, 10, 10).await.unwrap();
    assert_eq!(found, [change("a", record(1), 2, false)]);
    let present = tx.scopes_of(&[record(1)]).await.unwrap();
    assert_eq!(present, [(record(1), "b".to_owned())]);
}

pub(crate) async fn changes_come_in_order_within_bounds<S: Store>(store: &S) {
    let rows: Vec<_> = (1..=9)
        .map(|number| {
            change(
                "a",
                record(10 - number),
                i64::try_from(number).unwrap(),
                true,
            )
        })
        .collect();
    committed!(store, |tx| tx.save_changes(&rows).await.unwrap());
    let mut tx = look(store).await;
    assert_eq!(tx.changes("a", 2, 7, 3).await.unwrap(), rows[2..5]);
    assert_eq!(tx.changes("a", 5, 7, 30).await.unwrap(), rows[5..7]);
    assert_eq!(tx.changes("b", 0, 7, 30).await.unwrap(), []);
}

pub(crate) async fn conflicts_are_kept<S: Store>(store: &S) {
    let row = ConflictRow {
        mutation: mutation(1),
        record: record(1),
        field: "luot".into(),
        current: Value::Int(9),
        incoming: Value::Null,
        noted_at: 3,
    };
    committed!(store, |tx| tx
        .add_conflicts(std::slice::from_ref(&row))
        .await
        .unwrap());
    let found = look(store).await.conflicts_of(record(1)).await.unwrap();
    assert_eq!(found, [row]);
}
