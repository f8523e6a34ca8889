use super::Bench;
use super::failing::fail_each_write;
use super::samples::{NOW_MS, applied, blob, draft, hash, mutation, record, work};
use crate::json;
use crate::store::{
    Blobs as _, Draft, Drafts as _, KeptWork, Outbox as _, PhoneStore, Piece, Salvage as _,
    Settlement, Shelf, StoreError, Transfer, renumbered,
};

/// A phone with work that waits, work that is settled, and a draft; each with a photo.
async fn full_phone<B: Bench>(bench: &B) -> B::Store {
    let store = bench.empty().await;
    for number in 1..=3 {
        let photo = [blob(number, 100 + usize::from(number))];
        let draft = draft(number, &[number]);
        store.save_photos(&draft, &photo).await.unwrap();
    }
    store.enqueue(&work(1, &[1])).await.unwrap();
    store.enqueue(&work(2, &[2])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    store
}

async fn pieces<S: PhoneStore>(store: &S, shelf: Shelf) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for name in store.names(shelf).await.unwrap() {
        pieces.extend(store.piece(shelf, &name).await.unwrap());
    }
    pieces
}

async fn put_all<S: PhoneStore>(store: &S, pieces: &[Piece]) -> Vec<bool> {
    let mut changed = Vec::new();
    for piece in pieces {
        changed.push(store.put_back(piece).await.unwrap());
    }
    changed
}

const WORK: [Shelf; 3] = [Shelf::Outbox, Shelf::Retained, Shelf::Drafts];

pub async fn every_piece_comes_back_in_another_store<B: Bench>(bench: &B) {
    let (store, other) = (full_phone(bench).await, bench.empty().await);
    let photos = pieces(&store, Shelf::Photos).await;
    assert_eq!(photos.len(), 3);
    assert_eq!(put_all(&other, &photos).await, [true; 3]);
    for shelf in WORK {
        let work = pieces(&store, shelf).await;
        assert_eq!(work.len(), 1, "{shelf:?}");
        assert_eq!(put_all(&other, &work).await, [true], "{shelf:?}");
    }
    let other = bench.restarted(other).await;
    assert_eq!(other.drafts().await, store.drafts().await);
    let [before, after] = [&store, &other].map(async |store| store.retained().await.unwrap());
    let (before, after) = (before.await, after.await);
    assert_eq!(before[0].mutation.id, after[0].mutation.id);
    assert_eq!(before[0].mutation.body, after[0].mutation.body);
    assert_eq!(before[0].state.settled_at_ms, after[0].state.settled_at_ms);
    assert_eq!(other.outbox().await.unwrap().len(), 1);
    assert_eq!(other.transfers().await, store.transfers().await);
    for number in 1..=3 {
        assert_eq!(
            other.blob(hash(number)).await,
            store.blob(hash(number)).await
        );
    }
}

pub async fn a_piece_that_is_here_changes_nothing<B: Bench>(bench: &B) {
    let store = full_phone(bench).await;
    let before = (store.outbox().await, store.retained().await);
    for shelf in [Shelf::Photos, Shelf::Outbox, Shelf::Retained, Shelf::Drafts] {
        let pieces = pieces(&store, shelf).await;
        assert!(!put_all(&store, &pieces).await.contains(&true), "{shelf:?}");
    }
    assert_eq!((store.outbox().await, store.retained().await), before);
    let next = store.enqueue(&work(9, &[])).await.unwrap();
    assert_eq!(next.mutation.seq, 3);
}

pub async fn work_settled_since_the_backup_stays_settled<B: Bench>(bench: &B) {
    let store = full_phone(bench).await;
    let waiting = pieces(&store, Shelf::Outbox).await;
    store.settle(&[applied(2, NOW_MS)]).await.unwrap();
    assert_eq!(put_all(&store, &waiting).await, [false]);
    assert_eq!(store.outbox().await.unwrap(), []);
    assert_eq!(store.retained().await.unwrap().len(), 2);
}

pub async fn work_of_another_install_takes_the_next_number<B: Bench>(bench: &B) {
    let (store, other) = (full_phone(bench).await, bench.empty().await);
    other.enqueue(&work(8, &[])).await.unwrap();
    let waiting = pieces(&store, Shelf::Outbox).await;
    put_all(&other, &waiting).await;
    let rows = other.outbox().await.unwrap();
    let numbers: Vec<_> = rows.iter().map(|row| row.mutation.seq).collect();
    assert_eq!(numbers, [1, 2]);
    let sent = &store.outbox().await.unwrap()[0].wire;
    assert_eq!(rows[1].wire, renumbered(sent, mutation(2), 2));
    let next = other.enqueue(&work(9, &[])).await.unwrap();
    assert_eq!(next.mutation.seq, 3);
}

/// A number that is never sent would look like a loss to the server.
pub async fn settled_work_of_another_install_takes_no_number<B: Bench>(bench: &B) {
    let (store, other) = (full_phone(bench).await, bench.empty().await);
    let settled = pieces(&store, Shelf::Retained).await;
    put_all(&other, &settled).await;
    for number in 8..=9 {
        other.enqueue(&work(number, &[])).await.unwrap();
        other.settle(&[applied(number, NOW_MS)]).await.unwrap();
    }
    let rows = other.retained().await.unwrap();
    let mut ids: Vec<_> = rows.iter().map(|row| row.mutation.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 8, 9].map(mutation));
    let next = other.enqueue(&work(7, &[])).await.unwrap();
    assert_eq!(next.mutation.seq, 3);
}

/// The server may have been put back since; under its old number it could meet other work.
pub async fn settled_work_of_another_install_is_offered_once_more_under_no_number<B: Bench>(
    bench: &B,
) {
    let (store, other) = (full_phone(bench).await, bench.empty().await);
    let settled = pieces(&store, Shelf::Retained).await;
    put_all(&other, &settled).await;
    let other = bench.restarted(other).await;
    let offered = other.to_send().await.unwrap();
    let sent = &store.retained().await.unwrap()[0].wire;
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].wire, renumbered(sent, mutation(1), 0));
    assert_eq!(offered[0].mutation.seq, 0);
    let again = Settlement {
        is_retained: true,
        ..applied(1, NOW_MS)
    };
    other.settle(&[again]).await.unwrap();
    assert_eq!(other.to_send().await.unwrap(), []);
    assert_eq!(other.retained().await.unwrap().len(), 1);
    put_all(&other, &settled).await;
    assert_eq!(other.to_send().await.unwrap(), []);
}

pub async fn a_photo_that_came_after_its_work_is_queued_with_it<B: Bench>(bench: &B) {
    let (store, other) = (full_phone(bench).await, bench.empty().await);
    let waiting = pieces(&store, Shelf::Outbox).await;
    assert_eq!(put_all(&other, &waiting).await, [true]);
    assert_eq!(other.transfers().await.unwrap(), []);
    let photos = pieces(&store, Shelf::Photos).await;
    put_all(&other, &photos).await;
    assert_eq!(put_all(&other, &waiting).await, [true]);
    let queued = other.transfers().await.unwrap();
    let queued: Vec<_> = queued.iter().map(|transfer| transfer.hash).collect();
    assert_eq!(queued, [hash(2)]);
    assert_eq!(put_all(&other, &waiting).await, [false]);
}

pub async fn a_photo_that_was_confirmed_is_not_queued_again<B: Bench>(bench: &B) {
    let store = full_phone(bench).await;
    let waiting = pieces(&store, Shelf::Outbox).await;
    let sent = store.transfers_of(record(2)).await.unwrap().remove(0);
    let confirmed = Transfer {
        confirmed_at_ms: Some(NOW_MS),
        ..sent
    };
    store.save_transfer(&confirmed).await.unwrap();
    assert_eq!(put_all(&store, &waiting).await, [false]);
    assert_eq!(store.transfers_of(record(2)).await.unwrap(), [confirmed]);
}

fn piece_of(draft: &Draft) -> Piece {
    Piece::Draft(json::to_text(draft))
}

pub async fn a_draft_replaces_none_that_was_saved_later<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let (older, here) = (
        draft(1, &[]),
        Draft {
            saved_at_ms: NOW_MS + 5,
            ..draft(1, &[2])
        },
    );
    store.save_draft(&here).await.unwrap();
    assert!(!store.put_back(&piece_of(&older)).await.unwrap());
    assert_eq!(store.drafts().await.unwrap(), [here]);
    let newer = Draft {
        saved_at_ms: NOW_MS + 9,
        ..older
    };
    assert!(store.put_back(&piece_of(&newer)).await.unwrap());
    assert_eq!(store.drafts().await.unwrap(), [newer]);
}

pub async fn a_draft_handed_in_since_does_not_come_back<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let typed = draft(1, &[]);
    store.save_draft(&typed).await.unwrap();
    store.enqueue(&work(1, &[])).await.unwrap();
    assert!(!store.put_back(&piece_of(&typed)).await.unwrap());
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    assert!(!store.put_back(&piece_of(&typed)).await.unwrap());
    let edit = Draft {
        saved_at_ms: NOW_MS + 1,
        ..typed
    };
    assert!(store.put_back(&piece_of(&edit)).await.unwrap());
}

pub async fn a_piece_that_is_gone_is_none<B: Bench>(bench: &B) {
    let store = full_phone(bench).await;
    for shelf in [Shelf::Photos, Shelf::Outbox, Shelf::Retained, Shelf::Drafts] {
        let mut name = store.names(shelf).await.unwrap().remove(0);
        name.replace_range(name.len() - 1.., "0");
        assert_eq!(store.piece(shelf, &name).await.unwrap(), None, "{shelf:?}");
    }
}

pub async fn a_piece_that_cannot_be_read_writes_nothing<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let odd = |wire: &str, state: &str| {
        Piece::Work(KeptWork {
            wire: wire.to_owned(),
            state: state.to_owned(),
            blobs: Vec::new(),
        })
    };
    let good = crate::store::wire_of(&work(1, &[]), 1).1;
    for piece in [
        Piece::Draft("7".to_owned()),
        odd("{}", "{}"),
        odd(&good, "["),
    ] {
        let put = store.put_back(&piece).await;
        assert!(matches!(put, Err(StoreError::Corrupt { .. })), "{piece:?}");
    }
    for shelf in WORK {
        assert_eq!(store.names(shelf).await.unwrap(), [""; 0]);
    }
}

pub async fn putting_back_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = full_phone(bench).await;
    let photos = pieces(&store, Shelf::Photos).await;
    let waiting = pieces(&store, Shelf::Outbox).await;
    let other = bench.empty().await;
    put_all(&other, &photos).await;
    let put = async |store: &B::Store| store.put_back(&waiting[0]).await;
    let (other, has_changed) = fail_each_write(bench, other, put).await;
    assert!(has_changed);
    assert_eq!(other.outbox().await.unwrap()[0].mutation.seq, 1);
    assert_eq!(other.transfers().await.unwrap().len(), 1);
}
