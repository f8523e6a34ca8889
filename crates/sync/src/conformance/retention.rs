//! What is forgotten, and what must not be.

use super::Bench;
use super::failing::{fail_each_write, seen};
use super::samples::{NOW_MS, applied, blob, confirmed, draft, hash, record, work};
use crate::protocol::Status;
use crate::store::{Blobs as _, Drafts as _, NewWork, Outbox as _};

/// Everything settled or confirmed at `NOW_MS` is older than this.
const LATER_MS: i64 = NOW_MS + 1;

/// Record 1 with photo 1, handed in; settled and confirmed at the given times.
async fn sent<B: Bench>(bench: &B, settled_at_ms: i64, confirmed_at_ms: i64) -> B::Store {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 700)])
        .await
        .unwrap();
    store.enqueue(&work(1, &[1])).await.unwrap();
    store.settle(&[applied(1, settled_at_ms)]).await.unwrap();
    let transfer = store.transfers().await.unwrap().remove(0);
    store
        .save_transfer(&confirmed(&transfer, confirmed_at_ms))
        .await
        .unwrap();
    store
}

async fn is_here<B: Bench>(store: &B::Store, number: u8) -> bool {
    store.blob(hash(number)).await.unwrap().is_some()
}

pub async fn only_rows_settled_before_are_forgotten<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for number in 1..=3 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    store
        .settle(&[applied(1, NOW_MS), applied(2, LATER_MS)])
        .await
        .unwrap();
    let wire_bytes = store.retained().await.unwrap()[0].wire.len() as u64;
    assert_eq!(store.forget_settled(LATER_MS).await.unwrap(), wire_bytes);
    let retained = store.retained().await.unwrap();
    assert_eq!(retained.len(), 1);
    assert_eq!(retained[0].mutation.seq, 2);
    assert_eq!(store.outbox().await.unwrap().len(), 1);
}

pub async fn what_was_refused_is_kept_until_a_person_gives_it_up<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let refused = [Status::Rejected, Status::Conflict];
    for (number, status) in (1..).zip(refused) {
        store.enqueue(&work(number, &[])).await.unwrap();
        let mut outcome = applied(number, NOW_MS);
        outcome.state.status = Some(status);
        store.settle(&[outcome]).await.unwrap();
    }
    assert_eq!(store.forget_settled(LATER_MS).await.unwrap(), 0);
    assert_eq!(store.retained().await.unwrap().len(), refused.len());
}

/// Record 1 is wholly with the server, record 2 not settled, record 3 not confirmed; record 4 is
/// with the server and its photo in a draft again, and photo 5 is in a draft alone.
pub async fn a_full_storage_gives_up_confirmed_photos_alone<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, NOW_MS).await;
    for number in 2..=4 {
        let photo = [blob(number, 10)];
        let draft = draft(number, &[number]);
        store.save_photos(&draft, &photo).await.unwrap();
        store.enqueue(&work(number, &[number])).await.unwrap();
    }
    store
        .settle(&[applied(3, NOW_MS), applied(4, NOW_MS)])
        .await
        .unwrap();
    for number in [2, 4] {
        let transfer = store.transfers_of(record(number)).await.unwrap().remove(0);
        let confirmed = confirmed(&transfer, NOW_MS);
        store.save_transfer(&confirmed).await.unwrap();
    }
    let photos = [blob(5, 10)];
    store
        .save_photos(&draft(5, &[4, 5]), &photos)
        .await
        .unwrap();
    assert_eq!(store.free_confirmed().await.unwrap(), 700);
    let store = bench.restarted(store).await;
    let mut here = Vec::new();
    for number in 1..=5 {
        here.push(is_here::<B>(&store, number).await);
    }
    assert_eq!(here, [false, true, true, true, true]);
    assert_eq!(store.retained().await.unwrap().len(), 3);
    assert_eq!(store.transfers_of(record(1)).await.unwrap().len(), 1);
    assert_eq!(store.free_confirmed().await.unwrap(), 0);
}

pub async fn photos_that_the_server_has_are_freed_with_their_transfers<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, NOW_MS).await;
    let wire_bytes = store.retained().await.unwrap()[0].wire.len() as u64;
    assert_eq!(
        store.forget_settled(LATER_MS).await.unwrap(),
        700 + wire_bytes
    );
    assert!(!is_here::<B>(&store, 1).await);
    assert_eq!(store.transfers_of(record(1)).await.unwrap(), []);
    assert_eq!(store.forget_settled(LATER_MS).await.unwrap(), 0);
}

pub async fn a_photo_not_confirmed_before_is_kept<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, LATER_MS).await;
    store
        .save_photos(&draft(2, &[2]), &[blob(2, 10)])
        .await
        .unwrap();
    store.enqueue(&work(2, &[2])).await.unwrap();
    store.settle(&[applied(2, NOW_MS)]).await.unwrap();
    store.forget_settled(LATER_MS).await.unwrap();
    assert_eq!(store.retained().await.unwrap(), []);
    assert!(is_here::<B>(&store, 1).await && is_here::<B>(&store, 2).await);
    assert_eq!(store.transfers_of(record(1)).await.unwrap().len(), 1);
    assert_eq!(store.transfers().await.unwrap().len(), 1);
}

pub async fn a_photo_that_a_draft_shows_is_kept<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, NOW_MS).await;
    store.save_draft(&draft(2, &[1])).await.unwrap();
    store.forget_settled(LATER_MS).await.unwrap();
    assert!(is_here::<B>(&store, 1).await);
}

pub async fn a_photo_of_an_unsettled_mutation_is_kept<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, NOW_MS).await;
    let edit = NewWork {
        record: record(1),
        ..work(2, &[1])
    };
    store.enqueue(&edit).await.unwrap();
    store.forget_settled(LATER_MS).await.unwrap();
    assert!(is_here::<B>(&store, 1).await);
    assert_eq!(store.transfers_of(record(1)).await.unwrap().len(), 1);
}

pub async fn a_photo_of_a_row_still_retained_is_kept<B: Bench>(bench: &B) {
    let store = sent(bench, LATER_MS, NOW_MS).await;
    assert_eq!(store.forget_settled(LATER_MS).await.unwrap(), 0);
    assert!(is_here::<B>(&store, 1).await);
}

pub async fn a_photo_that_nothing_shows_any_more_is_freed<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1, 2]), &[blob(1, 70), blob(2, 5)])
        .await
        .unwrap();
    store.save_draft(&draft(1, &[2])).await.unwrap();
    assert_eq!(store.forget_settled(NOW_MS).await.unwrap(), 70);
    assert!(!is_here::<B>(&store, 1).await);
    assert!(is_here::<B>(&store, 2).await);
}

pub async fn forgetting_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = sent(bench, NOW_MS, NOW_MS).await;
    let forget = async |store: &B::Store| store.forget_settled(LATER_MS).await;
    let (store, freed_bytes) = fail_each_write(bench, store, forget).await;
    assert!(freed_bytes > 700);
    let after = seen(&store).await;
    assert_eq!(seen(&bench.restarted(store).await).await, after);
}
