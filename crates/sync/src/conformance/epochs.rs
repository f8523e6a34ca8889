//! The server was put back to an earlier state: what the phone keeps and offers again.

use nhatky_domain::ids::Epoch;
use uuid::Uuid;

use super::Bench;
use super::failing::fail_each_write;
use super::samples::{
    NOW_MS, OWN_SCOPE, UNIT_SCOPE, applied, blob, body, confirmed, cursors, draft, hash, page,
    record, thumbnail, work,
};
use crate::protocol::Status;
use crate::store::{
    Base as _, Blobs as _, Drafts as _, EPOCH, Outbox as _, OutboxRow, Settings as _, Settlement,
    WorkState,
};

const NEXT: Epoch = Epoch(Uuid::from_u128(2));

fn seqs(rows: &[OutboxRow]) -> Vec<u64> {
    rows.iter().map(|row| row.mutation.seq).collect()
}

/// The server's answer to a row that was offered again.
fn again(number: u8, state: WorkState) -> Settlement {
    Settlement {
        is_retained: true,
        state,
        ..applied(number, 0)
    }
}

/// Record 1 with a photo and its thumbnail, settled and confirmed; record 2 waiting; a page pulled.
async fn served<B: Bench>(bench: &B) -> B::Store {
    let store = bench.empty().await;
    let photos = [blob(1, 500), thumbnail(2, 50)];
    store
        .save_photos(&draft(1, &[1, 2]), &photos)
        .await
        .unwrap();
    store.enqueue(&work(1, &[1, 2])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    for transfer in store.transfers().await.unwrap() {
        store
            .save_transfer(&confirmed(&transfer, NOW_MS))
            .await
            .unwrap();
    }
    store.enqueue(&work(2, &[])).await.unwrap();
    store.save_draft(&draft(3, &[])).await.unwrap();
    store
        .apply_page(&cursors([]), &page(7, vec![body(1)]))
        .await
        .unwrap();
    store
}

pub async fn a_new_epoch_keeps_everything_and_marks_what_had_settled<B: Bench>(bench: &B) {
    let store = served(bench).await;
    let before = store.retained().await.unwrap().remove(0);
    store.begin_epoch(NEXT).await.unwrap();
    let store = bench.restarted(store).await;
    let after = store.retained().await.unwrap().remove(0);
    assert!(after.state.offer_again);
    let state = WorkState {
        offer_again: false,
        ..after.state.clone()
    };
    assert_eq!(OutboxRow { state, ..after }, before);
    assert_eq!(seqs(&store.outbox().await.unwrap()), [2]);
    assert_eq!(store.drafts().await.unwrap(), [draft(3, &[])]);
    assert!(store.base(record(1)).await.unwrap().is_some());
    let anew = cursors([(UNIT_SCOPE, 0), (OWN_SCOPE, 0)]);
    assert_eq!(store.cursors().await.unwrap(), anew);
    assert_eq!(store.setting(EPOCH).await.unwrap(), Some(NEXT.to_string()));
}

pub async fn what_was_refused_is_not_offered_again<B: Bench>(bench: &B) {
    let store = served(bench).await;
    let mut refused = applied(2, NOW_MS);
    refused.state.status = Some(Status::Rejected);
    store.settle(&[refused]).await.unwrap();
    store.begin_epoch(NEXT).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(seqs(&store.to_send().await.unwrap()), [1]);
    store
        .settle(&[again(1, applied(1, NOW_MS).state)])
        .await
        .unwrap();
    assert_eq!(store.to_send().await.unwrap(), []);
    assert_eq!(seqs(&store.retained().await.unwrap()), [1, 2]);
}

pub async fn what_is_offered_again_comes_with_the_rest_in_the_order_of_numbers<B: Bench>(
    bench: &B,
) {
    let store = bench.empty().await;
    for number in 1..=4 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    store
        .settle(&[1, 3].map(|number| applied(number, NOW_MS)))
        .await
        .unwrap();
    assert_eq!(seqs(&store.to_send().await.unwrap()), [2, 4]);
    store.begin_epoch(NEXT).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(seqs(&store.to_send().await.unwrap()), [1, 2, 3, 4]);
    assert_eq!(seqs(&store.outbox().await.unwrap()), [2, 4]);
}

pub async fn a_row_offered_again_settles_once_more_or_waits_in_the_outbox<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for number in 1..=2 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    store
        .settle(&[1, 2].map(|number| applied(number, NOW_MS)))
        .await
        .unwrap();
    store.begin_epoch(NEXT).await.unwrap();
    let settled = applied(1, NOW_MS + 9).state;
    let held = WorkState {
        status: Some(Status::Held),
        ..WorkState::default()
    };
    store
        .settle(&[again(1, settled.clone()), again(2, held.clone())])
        .await
        .unwrap();
    let store = bench.restarted(store).await;
    let retained = store.retained().await.unwrap();
    assert_eq!((seqs(&retained), &retained[0].state), (vec![1], &settled));
    let waiting = store.to_send().await.unwrap();
    assert_eq!((seqs(&waiting), &waiting[0].state), (vec![2], &held));
    assert_eq!(store.outbox().await.unwrap(), waiting);
}

pub async fn a_retained_row_that_was_not_offered_is_left_alone<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.enqueue(&work(1, &[])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let before = store.retained().await.unwrap();
    let rejected = WorkState {
        status: Some(Status::Rejected),
        settled_at_ms: Some(NOW_MS + 9),
        ..WorkState::default()
    };
    store.settle(&[again(1, rejected)]).await.unwrap();
    assert_eq!(store.retained().await.unwrap(), before);
    assert_eq!(store.to_send().await.unwrap(), []);
}

pub async fn photos_are_to_be_announced_again_and_stay_confirmed<B: Bench>(bench: &B) {
    let store = served(bench).await;
    store.begin_epoch(NEXT).await.unwrap();
    let store = bench.restarted(store).await;
    let open = store.transfers().await.unwrap();
    let hashes: Vec<_> = open.iter().map(|transfer| transfer.hash).collect();
    assert_eq!(hashes, [2, 1].map(hash));
    let is_kept = |transfer: &crate::store::Transfer| {
        transfer.offer_again && transfer.confirmed_at_ms == Some(NOW_MS)
    };
    assert!(open.iter().all(is_kept), "{open:?}");
    for transfer in &open {
        let told = crate::store::Transfer {
            offer_again: false,
            ..transfer.clone()
        };
        store.save_transfer(&told).await.unwrap();
    }
    assert_eq!(store.transfers().await.unwrap(), []);
}

pub async fn nothing_to_be_offered_again_is_forgotten<B: Bench>(bench: &B) {
    let store = served(bench).await;
    store.begin_epoch(NEXT).await.unwrap();
    assert_eq!(store.forget_settled(i64::MAX).await.unwrap(), 0);
    assert_eq!(seqs(&store.to_send().await.unwrap()), [1, 2]);
    assert_eq!(store.transfers().await.unwrap().len(), 2);
    assert!(store.blob(hash(1)).await.unwrap().is_some());
}

pub async fn a_new_epoch_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = served(bench).await;
    let begin = async |store: &B::Store| store.begin_epoch(NEXT).await;
    let (store, ()) = fail_each_write(bench, store, begin).await;
    assert_eq!(seqs(&store.to_send().await.unwrap()), [1, 2]);
}
