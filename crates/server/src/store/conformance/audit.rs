use super::journal::version;
use super::records::row;
use super::{abandon, committed, look, record};
use crate::audit::{Flaw, append, append_missing, verify};
use crate::store::{
    Audit as _, AuditRow, Head, Journal as _, RecordRow, Records as _, Retention as _, Store,
    StoreError, Transaction as _, VersionRow,
};

/// Two records; the first one has three versions, of which none but the last is in force.
fn versions() -> Vec<VersionRow> {
    let other = VersionRow {
        record: record(2),
        ..version(1)
    };
    vec![version(1), other, version(2), version(3)]
}

fn at_rev(number: u128, rev: u32) -> RecordRow {
    let mut row = row(record(number));
    row.record.rev = rev;
    row
}

/// As whoever applies mutations writes them.
pub(crate) async fn written<S: Store>(store: &S) {
    committed!(store, |tx| {
        let rows = [at_rev(1, 3), at_rev(2, 1)];
        tx.save_records(&rows).await.unwrap();
        for page in versions().chunks(3) {
            tx.add_versions(page).await.unwrap();
            append(&mut tx, page).await.unwrap();
        }
    });
}

async fn rows_of<S: Store>(store: &S) -> Vec<AuditRow> {
    let audited = look(store).await.audited(0, 100).await.unwrap();
    audited.into_iter().map(|audited| audited.row).collect()
}

/// How far it holds, and what is wrong then.
async fn verdict_of<S: Store>(store: &S) -> (i64, Option<Flaw>) {
    let verdict = verify(&mut look(store).await).await.unwrap();
    (verdict.head.number, verdict.flaw)
}

pub(crate) async fn the_chain_of_nothing_is_intact<S: Store>(store: &S) {
    assert_eq!(verdict_of(store).await, (0, None));
    let mut tx = look(store).await;
    assert_eq!(tx.audit_head().await.unwrap(), Head::default());
}

pub(crate) async fn every_version_follows_those_before_it<S: Store>(store: &S) {
    written(store).await;
    let rows = rows_of(store).await;
    let found = rows.iter().map(|row| (row.number, row.record, row.rev));
    let expected = (1..).zip(versions());
    let expected = expected.map(|(number, version)| (number, version.record, version.rev));
    assert!(found.eq(expected), "{rows:?}");
    let mut tx = look(store).await;
    assert_eq!(tx.audit_head().await.unwrap(), rows[3].head());
    let page = tx.audited(1, 2).await.unwrap();
    assert_eq!(
        page.iter().map(|audited| audited.row).collect::<Vec<_>>(),
        rows[1..3]
    );
    assert_eq!(page[0].newest_rev, Some(1));
    assert_eq!(page[1].newest_rev, Some(3));
    assert!(page.iter().all(|audited| audited.version.is_some()));
    drop(tx);
    assert_eq!(verdict_of(store).await, (4, None));
}

pub(crate) async fn a_version_or_a_number_has_one_row<S: Store>(store: &S) {
    written(store).await;
    let last = rows_of(store).await[3];
    let same_version = AuditRow { number: 5, ..last };
    let same_number = AuditRow { rev: 9, ..last };
    for row in [same_version, same_number] {
        let mut tx = store.write().await.unwrap();
        let refused = tx.add_audit(&[row]).await;
        assert!(matches!(refused, Err(StoreError::Constraint(_))));
        abandon::<S>(tx).await;
    }
}

pub(crate) async fn a_version_without_a_row_is_found<S: Store>(store: &S) {
    written(store).await;
    committed!(store, |tx| tx.add_versions(&[version(4)]).await.unwrap());
    let flaw = Flaw::Unaudited(record(1), 4);
    assert_eq!(verdict_of(store).await, (4, Some(flaw)));
}

pub(crate) async fn a_row_that_does_not_follow_is_found<S: Store>(store: &S) {
    written(store).await;
    committed!(store, |tx| {
        tx.add_versions(&[version(4)]).await.unwrap();
        append(&mut tx, &[version(4)]).await.unwrap();
    });
    let true_row = rows_of(store).await[4];
    let mut wrong = true_row;
    wrong.chain[31] ^= 1;
    wrong.number += 1;
    wrong.rev += 1;
    committed!(store, |tx| tx.add_audit(&[wrong]).await.unwrap());
    let flaw = Flaw::DoesNotFollow(record(1), 5);
    assert_eq!(verdict_of(store).await, (5, Some(flaw)));
}

pub(crate) async fn a_missing_number_is_found<S: Store>(store: &S) {
    written(store).await;
    let last = rows_of(store).await[3];
    let later = AuditRow {
        number: 6,
        rev: 9,
        ..last
    };
    committed!(store, |tx| tx.add_audit(&[later]).await.unwrap());
    assert_eq!(verdict_of(store).await, (4, Some(Flaw::NumberMissing)));
}

pub(crate) async fn a_version_that_is_not_what_was_written_is_found<S: Store>(store: &S) {
    let written = version(1);
    let stored = VersionRow {
        device_off: Some(1),
        ..version(1)
    };
    committed!(store, |tx| {
        tx.add_versions(&[stored]).await.unwrap();
        append(&mut tx, &[written]).await.unwrap();
    });
    let flaw = Flaw::Differs(record(1), 1);
    assert_eq!(verdict_of(store).await, (0, Some(flaw)));
}

pub(crate) async fn a_newest_version_that_is_gone_is_found<S: Store>(store: &S) {
    written(store).await;
    committed!(store, |tx| {
        tx.save_records(&[at_rev(1, 4)]).await.unwrap();
        append(&mut tx, &[version(4)]).await.unwrap();
    });
    let flaw = Flaw::NewestMissing(record(1), 4);
    assert_eq!(verdict_of(store).await, (4, Some(flaw)));
}

pub(crate) async fn a_record_without_the_version_in_force_is_found<S: Store>(store: &S) {
    written(store).await;
    assert_eq!(look(store).await.unversioned().await.unwrap(), None);
    committed!(store, |tx| tx.save_records(&[at_rev(1, 4)]).await.unwrap());
    let flaw = Flaw::NewestMissing(record(1), 4);
    assert_eq!(verdict_of(store).await, (4, Some(flaw)));
}

pub(crate) async fn what_retention_removes_leaves_the_chain_whole<S: Store>(store: &S) {
    written(store).await;
    let rows = rows_of(store).await;
    let dropped = committed!(store, |tx| tx.drop_versions(9).await.unwrap());
    assert_eq!(dropped, 2);
    assert_eq!(rows_of(store).await, rows);
    assert_eq!(verdict_of(store).await, (4, None));
}

pub(crate) async fn versions_from_before_the_chain_get_their_rows_as_they_came<S: Store>(
    store: &S,
) {
    let late = VersionRow {
        received_at: 9,
        ..version(1)
    };
    let others = (2..=3).map(|number| VersionRow {
        record: record(number),
        ..version(1)
    });
    let versions: Vec<_> = [late].into_iter().chain(others).collect();
    committed!(store, |tx| {
        tx.save_records(&[1, 2, 3].map(|number| at_rev(number, 1)))
            .await
            .unwrap();
        tx.add_versions(&versions).await.unwrap();
        append_missing(&mut tx).await.unwrap();
        append_missing(&mut tx).await.unwrap();
    });
    let found: Vec<_> = rows_of(store).await.iter().map(|row| row.record).collect();
    assert_eq!(found, [2, 3, 1].map(record));
    assert_eq!(verdict_of(store).await, (3, None));
}
