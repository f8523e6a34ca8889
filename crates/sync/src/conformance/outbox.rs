use super::Bench;
use super::failing::{fail_each_write, seen};
use super::samples::{
    NOW_MS, applied, blob, confirmed, draft, hash, mutation, record, thumbnail, work,
};
use crate::protocol::Status;
use crate::store::{
    Blobs as _, Drafts as _, NewWork, Outbox as _, OutboxRow, Settlement, WorkState, wire_of,
};

fn seqs(rows: &[OutboxRow]) -> Vec<u64> {
    rows.iter().map(|row| row.mutation.seq).collect()
}

/// An outcome that settles nothing.
fn held(number: u8) -> Settlement {
    let state = WorkState {
        status: Some(Status::Held),
        code: Some("waits".to_owned()),
        on: Some(mutation(9)),
        ..WorkState::default()
    };
    Settlement {
        id: mutation(number),
        state,
        is_retained: false,
    }
}

pub async fn numbers_count_from_one_and_are_never_given_twice<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for number in 1..=3 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    store
        .settle(&[1, 2, 3].map(|number| applied(number, NOW_MS)))
        .await
        .unwrap();
    store.forget_settled(NOW_MS + 1).await.unwrap();
    let store = bench.restarted(store).await;
    let row = store.enqueue(&work(4, &[])).await.unwrap();
    assert_eq!(row.mutation.seq, 4);
}

pub async fn handing_in_turns_the_draft_into_a_row_to_send<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    store.save_draft(&draft(2, &[])).await.unwrap();
    let row = store.enqueue(&work(1, &[])).await.unwrap();
    let (mutation, wire) = wire_of(&work(1, &[]), 1);
    let expected = OutboxRow {
        mutation,
        wire,
        state: WorkState::default(),
    };
    assert_eq!(row, expected);
    let store = bench.restarted(store).await;
    assert_eq!(store.outbox().await.unwrap(), [row]);
    assert_eq!(store.drafts().await.unwrap(), [draft(2, &[])]);
}

pub async fn handing_in_queues_the_photos_that_are_here<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let photos = [blob(1, 500), thumbnail(2, 50)];
    store
        .save_photos(&draft(1, &[1, 2]), &photos)
        .await
        .unwrap();
    store.enqueue(&work(1, &[1, 2, 3])).await.unwrap();
    let transfers = store.transfers_of(record(1)).await.unwrap();
    let sizes: Vec<_> = transfers
        .iter()
        .map(|transfer| (transfer.hash, transfer.size_bytes, transfer.is_thumbnail))
        .collect();
    assert_eq!(sizes, [(hash(1), 500, false), (hash(2), 50, true)]);
    assert!(transfers.iter().all(|transfer| {
        transfer.record == Some(record(1))
            && transfer.mime == "image/jpeg"
            && transfer.sent_bytes == 0
            && transfer.upload.is_none()
            && transfer.confirmed_at_ms.is_none()
    }));
}

/// The confirmation of a commit can be lost with the connection; the repeat must not double it.
pub async fn handing_in_twice_gives_the_first_row<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    let first = store.enqueue(&work(1, &[1])).await.unwrap();
    assert_eq!(store.enqueue(&work(1, &[1])).await.unwrap(), first);
    assert_eq!(store.outbox().await.unwrap().len(), 1);
    let sent = store.transfers().await.unwrap().remove(0);
    store
        .save_transfer(&confirmed(&sent, NOW_MS))
        .await
        .unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let again = store.enqueue(&work(1, &[1])).await.unwrap();
    assert_eq!(again.mutation, first.mutation);
    assert_eq!(store.outbox().await.unwrap(), []);
    assert_eq!(store.transfers().await.unwrap(), []);
    let next = store.enqueue(&work(2, &[])).await.unwrap();
    assert_eq!(next.mutation.seq, 2);
}

pub async fn handing_in_that_fails_loses_nothing_and_takes_no_number<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let photos = [blob(1, 500), thumbnail(2, 50)];
    store
        .save_photos(&draft(1, &[1, 2]), &photos)
        .await
        .unwrap();
    let enqueue = async |store: &B::Store| store.enqueue(&work(1, &[1, 2])).await;
    let (store, row) = fail_each_write(bench, store, enqueue).await;
    assert_eq!(row.mutation.seq, 1);
    assert_eq!(store.drafts().await.unwrap(), []);
    assert_eq!(store.transfers().await.unwrap().len(), 2);
}

pub async fn rows_come_in_the_order_of_their_numbers<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for number in [5, 3, 9, 1] {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    assert_eq!(seqs(&store.outbox().await.unwrap()), [1, 2, 3, 4]);
    let outcomes = [1, 9, 5].map(|number| applied(number, NOW_MS));
    store.settle(&outcomes).await.unwrap();
    assert_eq!(seqs(&store.retained().await.unwrap()), [1, 3, 4]);
}

pub async fn an_unsettled_outcome_stays_in_the_outbox_with_its_state<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.enqueue(&work(1, &[])).await.unwrap();
    store.enqueue(&work(2, &[])).await.unwrap();
    store.settle(&[held(2)]).await.unwrap();
    let store = bench.restarted(store).await;
    let states: Vec<_> = store
        .outbox()
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(states, [WorkState::default(), held(2).state]);
    assert_eq!(store.retained().await.unwrap(), []);
}

pub async fn a_settled_row_moves_to_the_retained_ones<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let row = store.enqueue(&work(1, &[])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(store.outbox().await.unwrap(), []);
    let expected = OutboxRow {
        state: applied(1, NOW_MS).state,
        ..row
    };
    assert_eq!(store.retained().await.unwrap(), [expected]);
}

pub async fn an_outcome_for_an_unknown_mutation_leaves_the_others_alone<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let first = store.enqueue(&work(1, &[])).await.unwrap();
    store.enqueue(&work(2, &[])).await.unwrap();
    store
        .settle(&[applied(7, NOW_MS), applied(2, NOW_MS), held(8)])
        .await
        .unwrap();
    assert_eq!(store.outbox().await.unwrap(), [first]);
    assert_eq!(store.retained().await.unwrap().len(), 1);
}

pub async fn a_settled_row_is_not_settled_again<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.enqueue(&work(1, &[])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let before = seen(&store).await;
    store
        .settle(&[held(1), applied(1, NOW_MS + 5)])
        .await
        .unwrap();
    store.settle(&[]).await.unwrap();
    assert_eq!(seen(&store).await, before);
}

pub async fn settling_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.enqueue(&work(1, &[])).await.unwrap();
    store.enqueue(&work(2, &[])).await.unwrap();
    let outcomes = [applied(1, NOW_MS), held(2)];
    let settle = async |store: &B::Store| store.settle(&outcomes).await;
    let (store, ()) = fail_each_write(bench, store, settle).await;
    assert_eq!(seqs(&store.outbox().await.unwrap()), [2]);
    assert_eq!(seqs(&store.retained().await.unwrap()), [1]);
}

pub async fn work_on_a_record_is_all_of_it_in_order<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for number in 1..=4 {
        let work = NewWork {
            record: record(number % 2),
            ..work(number, &[])
        };
        store.enqueue(&work).await.unwrap();
    }
    store.settle(&[applied(3, NOW_MS)]).await.unwrap();
    assert_eq!(seqs(&store.work_on(record(1)).await.unwrap()), [1, 3]);
    assert_eq!(seqs(&store.work_on(record(0)).await.unwrap()), [2, 4]);
    assert_eq!(store.work_on(record(7)).await.unwrap(), []);
}

pub async fn what_is_sent_is_never_altered<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let wire = store.enqueue(&work(1, &[])).await.unwrap().wire;
    store.settle(&[held(1)]).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(store.outbox().await.unwrap()[0].wire, wire);
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(store.retained().await.unwrap()[0].wire, wire);
}
