//! A storage that is full, and futures that nobody waits for any more.

use std::cell::Cell;
use std::rc::Rc;

use nhatky_domain::ids::Epoch;
use nhatky_sync::conformance::samples::{NOW_MS, applied, blob, draft, work};
use nhatky_sync::store::{
    Base as _, Drafts as _, Outbox as _, Salvage as _, Shelf, StoreError, Stored,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::{abort_transaction, cut_first, dump, fresh_store, open_version, put_lax};

/// Browsers tell of a full disk at commit, after every single write was taken.
#[wasm_bindgen_test]
async fn a_disk_full_at_commit_is_said_and_nothing_is_written() {
    let store = fresh_store().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    abort_transaction(1, "QuotaExceededError");
    let saved = store.save_photos(&draft(1, &[1]), &[blob(1, 9)]).await;
    assert_eq!(saved, Err(StoreError::QuotaExceeded));
    abort_transaction(1, "QuotaExceededError");
    let enqueued = store.enqueue(&work(1, &[])).await;
    assert_eq!(enqueued, Err(StoreError::QuotaExceeded));
    assert_eq!(store.drafts().await.unwrap(), [draft(1, &[])]);
    assert_eq!(store.outbox().await.unwrap(), []);
    assert_eq!(store.heals(), 0);
}

#[wasm_bindgen_test]
async fn an_operation_given_up_before_its_writes_changes_nothing() {
    let store = fresh_store().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    {
        let work = work(1, &[]);
        let mut enqueueing = Box::pin(store.enqueue(&work));
        std::future::poll_fn(|context| {
            assert!(enqueueing.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        })
        .await;
    }
    assert_eq!(store.outbox().await.unwrap(), []);
    assert_eq!(store.drafts().await.unwrap().len(), 1);
    let row = store.enqueue(&work(2, &[])).await.unwrap();
    assert_eq!(row.mutation.seq, 1);
}

#[wasm_bindgen_test]
async fn a_row_that_cannot_be_read_is_named_and_left_as_it_is() {
    let store = fresh_store().await;
    let database = open_version(store.name(), 1).await.unwrap();
    put_lax(&database, "drafts").await;
    put_lax(&database, "lines").await;
    database.close();
    let corrupt = |store| StoreError::Corrupt {
        store,
        key: "x".to_owned(),
    };
    assert_eq!(store.drafts().await, Err(corrupt("drafts")));
    assert_eq!(store.summaries().await, Err(corrupt("lines")));
    // What it refers to is unknown, so nothing may be freed.
    assert_eq!(store.forget_settled(i64::MAX).await, Err(corrupt("drafts")));
    store.save_draft(&draft(1, &[])).await.unwrap();
    let drafts = dump(store.name(), "drafts").await.as_string().unwrap();
    assert!(drafts.ends_with(r#","x"]"#), "{drafts}");
}

/// Of four logs, two of them with the server, the first of each kind cannot be read any more.
#[wasm_bindgen_test]
async fn work_that_cannot_be_read_holds_up_no_other_and_stays_for_a_backup() {
    let store = fresh_store().await;
    for number in 1..=4 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    let outcomes = [applied(1, NOW_MS), applied(2, NOW_MS)];
    store.settle(&outcomes).await.unwrap();
    let told = Rc::new(Cell::new(0));
    let count = Rc::clone(&told);
    store.tell_failures(move |error, _| {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
        count.set(count.get() + 1);
    });
    let database = open_version(store.name(), 1).await.unwrap();
    cut_first(&database, "outbox").await;
    cut_first(&database, "retained").await;
    database.close();
    let seqs = |rows: Stored<Vec<_>>| -> Vec<u64> {
        let rows: Vec<nhatky_sync::store::OutboxRow> = rows.unwrap();
        rows.iter().map(|row| row.mutation.seq).collect()
    };
    assert_eq!(seqs(store.outbox().await), [4]);
    assert_eq!(seqs(store.to_send().await), [4]);
    assert_eq!(seqs(store.retained().await), [2]);
    let next = Epoch::from_time(7, [0; 10]);
    store.begin_epoch(next).await.unwrap();
    assert_eq!(seqs(store.to_send().await), [2, 4]);
    assert_eq!(told.get(), 1, "it is told once");
    for (shelf, names) in [(Shelf::Retained, ["1", "2"]), (Shelf::Outbox, ["3", "4"])] {
        assert_eq!(store.names(shelf).await.unwrap(), names);
        assert!(store.piece(shelf, names[0]).await.unwrap().is_some());
    }
}
