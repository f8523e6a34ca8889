use nhatky_domain::ids::{InstallId, MutationId};
use nhatky_sync::protocol::{Outcome, Status};
use uuid::Uuid;

use super::{INSTALL, PERSON, committed, look, mutation, record};
use crate::store::{ReceiptRow, Receipts as _, Store, Transaction as _};

pub(super) fn receipt(number: u128, status: Status) -> ReceiptRow {
    ReceiptRow {
        install: INSTALL,
        person: PERSON,
        seq: i64::try_from(number).unwrap(),
        record: Some(record(number)),
        op: "record.create".to_owned(),
        outcome: Outcome {
            rev: Some(3),
            code: Some("stale".to_owned()),
            fields: vec!["ten".into()],
            ..Outcome::bare(mutation(number), status)
        },
        received_at: 7,
        body: r#"{ "id" : "…" }"#.to_owned(),
    }
}

async fn only<S: Store>(store: &S, id: MutationId) -> ReceiptRow {
    let rows = look(store).await.receipts(&[id]).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.into_iter().next().unwrap()
}

pub(crate) async fn a_receipt_comes_back_as_it_was_saved<S: Store>(store: &S) {
    let unreadable = ReceiptRow {
        record: None,
        op: String::new(),
        ..receipt(2, Status::Quarantined)
    };
    let rows = [receipt(1, Status::Applied), unreadable];
    committed!(store, |tx| tx.save_receipts(&rows).await.unwrap());
    for row in rows {
        assert_eq!(only(store, row.outcome.id).await, row);
    }
    let mut tx = look(store).await;
    assert_eq!(tx.receipts(&[mutation(9)]).await.unwrap(), []);
    let counts = tx.receipt_counts().await.unwrap();
    assert_eq!(
        counts,
        [("applied".to_owned(), 1), ("quarantined".to_owned(), 1)]
    );
}

/// PostgreSQL keeps none, so a sign may stand in its place. The text itself is JSON, where it is
/// written out in letters.
pub(crate) async fn a_null_character_does_no_harm<S: Store>(store: &S) {
    let row = ReceiptRow {
        op: "record\0create".to_owned(),
        ..receipt(1, Status::Quarantined)
    };
    committed!(store, |tx| tx
        .save_receipts(std::slice::from_ref(&row))
        .await
        .unwrap());
    let found = only(store, mutation(1)).await;
    assert_eq!(found.op.replace('\0', "\u{fffd}"), "record\u{fffd}create");
    assert_eq!(found.body, row.body);
}

pub(crate) async fn a_settled_receipt_stays_and_a_waiting_one_is_replaced<S: Store>(store: &S) {
    for (before, is_replaced) in [
        (Status::Held, true),
        (Status::Quarantined, true),
        (Status::Applied, false),
        (Status::Rejected, false),
        (Status::Conflict, false),
        (Status::Merged, false),
    ] {
        let number = before as u128;
        let first = receipt(number, before);
        let second = ReceiptRow {
            received_at: 8,
            ..receipt(number, Status::Applied)
        };
        committed!(store, |tx| {
            tx.save_receipts(std::slice::from_ref(&first))
                .await
                .unwrap();
            tx.save_receipts(std::slice::from_ref(&second))
                .await
                .unwrap();
        });
        let expected = if is_replaced { second } else { first };
        assert_eq!(only(store, mutation(number)).await, expected, "{before:?}");
    }
}

pub(crate) async fn waiting_mutations_are_found_by_record_and_by_predecessor<S: Store>(store: &S) {
    let mut on_another = receipt(2, Status::Held);
    on_another.outcome.on = Some(mutation(50));
    let rows = [
        on_another,
        receipt(1, Status::Held),
        receipt(3, Status::Held),
        receipt(4, Status::Applied),
    ];
    committed!(store, |tx| tx.save_receipts(&rows).await.unwrap());
    let mut tx = look(store).await;
    let found = tx
        .waiting_for(&[record(1), record(4)], &[mutation(50)])
        .await
        .unwrap();
    let ids: Vec<_> = found.iter().map(|row| row.outcome.id).collect();
    assert_eq!(ids, [mutation(1), mutation(2)]);
    assert_eq!(tx.waiting_for(&[], &[]).await.unwrap(), []);
}

pub(crate) async fn waiting_ones_come_page_by_page<S: Store>(store: &S) {
    let rows: Vec<_> = (1..=5)
        .map(|number| receipt(number, Status::Quarantined))
        .chain([receipt(6, Status::Held)])
        .collect();
    committed!(store, |tx| tx.save_receipts(&rows).await.unwrap());
    let mut tx = look(store).await;
    let first = tx.quarantined(None, 3).await.unwrap();
    let after = first.last().map(|row| row.outcome.id);
    let second = tx.quarantined(after, 3).await.unwrap();
    assert_eq!([first, second].concat(), rows[..5]);
    assert_eq!(tx.held(None, 3).await.unwrap(), rows[5..]);
    assert_eq!(tx.held(Some(mutation(6)), 3).await.unwrap(), []);
}

pub(crate) async fn numbers_of_an_install_come_ascending<S: Store>(store: &S) {
    let of_another = ReceiptRow {
        install: InstallId(Uuid::from_u128(99)),
        ..receipt(4, Status::Applied)
    };
    let twice = ReceiptRow {
        seq: 5,
        ..receipt(7, Status::Applied)
    };
    let rows = [
        receipt(5, Status::Applied),
        receipt(3, Status::Held),
        receipt(2, Status::Applied),
        of_another,
        twice,
    ];
    committed!(store, |tx| tx.save_receipts(&rows).await.unwrap());
    let seqs = look(store).await.seqs_above(INSTALL, 2).await.unwrap();
    assert_eq!(seqs, [3, 5]);
}

pub(crate) async fn every_mutation_under_a_number_is_found<S: Store>(store: &S) {
    let of_another = ReceiptRow {
        install: InstallId(Uuid::from_u128(99)),
        seq: 5,
        ..receipt(4, Status::Applied)
    };
    let twice = ReceiptRow {
        seq: 5,
        ..receipt(7, Status::Rejected)
    };
    let rows = [
        receipt(5, Status::Applied),
        receipt(6, Status::Held),
        of_another,
        twice,
    ];
    committed!(store, |tx| tx.save_receipts(&rows).await.unwrap());
    let mut tx = look(store).await;
    let mut found = tx.mutations_at(INSTALL, &[5, 8]).await.unwrap();
    found.sort_unstable();
    assert_eq!(found, [(5, mutation(5)), (5, mutation(7))]);
    assert_eq!(tx.mutations_at(INSTALL, &[]).await.unwrap(), []);
}
