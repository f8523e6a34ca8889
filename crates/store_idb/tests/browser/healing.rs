//! Connections that die under the store.

use nhatky_sync::conformance::samples::{blob, body, draft, page, work};
use nhatky_sync::store::{Base as _, Blobs as _, Drafts as _, Outbox as _, StoreError};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::{
    abort_transaction, fresh_store, kill_connections, leave_page, lose_confirmation,
    take_connection_away,
};

#[wasm_bindgen_test]
async fn i_02_a_handle_that_died_is_replaced_and_the_operation_done() {
    let store = fresh_store().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    kill_connections(1);
    let row = store.enqueue(&work(1, &[])).await.unwrap();
    assert_eq!(row.mutation.seq, 1);
    assert_eq!(store.heals(), 1);
    assert_eq!(store.outbox().await.unwrap(), [row]);
    assert_eq!(store.drafts().await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn a_connection_lost_before_the_commit_is_healed_and_the_whole_operation_repeated() {
    let store = fresh_store().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 9)])
        .await
        .unwrap();
    abort_transaction(1, "UnknownError");
    let row = store.enqueue(&work(1, &[1])).await.unwrap();
    assert_eq!(store.heals(), 1);
    assert_eq!(store.outbox().await.unwrap(), [row]);
    assert_eq!(store.transfers().await.unwrap().len(), 1);
}

/// WebKit freezes what is open in a page that is left, and the next page waits for it for ever.
#[wasm_bindgen_test]
async fn a_page_that_is_left_holds_no_transaction_open_and_loses_nothing() {
    let store = fresh_store().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 9)])
        .await
        .unwrap();
    leave_page(1);
    let row = store.enqueue(&work(1, &[1])).await.unwrap();
    assert_eq!((store.heals(), row.mutation.seq), (1, 1));
    assert_eq!(store.outbox().await.unwrap(), [row]);
    assert_eq!(store.transfers().await.unwrap().len(), 1);
}

/// What is typed is saved while the page is left: that write has asked nothing.
#[wasm_bindgen_test]
async fn a_draft_that_is_being_saved_when_the_page_is_left_is_saved() {
    let store = fresh_store().await;
    leave_page(1);
    store.save_draft(&draft(1, &[])).await.unwrap();
    assert_eq!(store.heals(), 0);
    assert_eq!(store.drafts().await.unwrap(), [draft(1, &[])]);
}

/// The commit was done; only its confirmation went down with the connection.
#[wasm_bindgen_test]
async fn a_commit_that_was_not_confirmed_is_not_done_twice() {
    let store = fresh_store().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 9)])
        .await
        .unwrap();
    lose_confirmation(1);
    let row = store.enqueue(&work(1, &[1])).await.unwrap();
    assert_eq!((store.heals(), row.mutation.seq), (1, 1));
    assert_eq!(store.outbox().await.unwrap(), [row]);
    assert_eq!(store.transfers().await.unwrap().len(), 1);
    let next = store.enqueue(&work(2, &[])).await.unwrap();
    assert_eq!(next.mutation.seq, 2);
}

/// For a page this shows as cursors that have moved: the engine pulls again from the stored ones.
#[wasm_bindgen_test]
async fn a_page_whose_commit_was_not_confirmed_is_there_once() {
    let store = fresh_store().await;
    let nothing = store.cursors().await.unwrap();
    lose_confirmation(1);
    let applied = store.apply_page(&nothing, &page(3, vec![body(1)])).await;
    assert_eq!(applied, Err(StoreError::CursorMoved));
    assert_eq!(store.summaries().await.unwrap().len(), 1);
    assert!(store.cursors().await.unwrap().values().all(|seq| *seq == 3));
}

#[wasm_bindgen_test]
async fn a_read_heals_as_a_write_does() {
    let store = fresh_store().await;
    let nothing = store.cursors().await.unwrap();
    store
        .apply_page(&nothing, &page(3, Vec::new()))
        .await
        .unwrap();
    kill_connections(1);
    assert_eq!(store.cursors().await.unwrap().len(), 2);
    assert_eq!(store.heals(), 1);
}

#[wasm_bindgen_test]
async fn a_storage_that_stays_dead_is_said_to_be() {
    let store = fresh_store().await;
    kill_connections(2);
    let failed = store.save_draft(&draft(1, &[])).await;
    assert!(
        matches!(&failed, Err(StoreError::Failed { name, .. }) if name == "InvalidStateError"),
        "{failed:?}"
    );
    kill_connections(0);
    store.save_draft(&draft(1, &[])).await.unwrap();
    assert_eq!(store.drafts().await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn the_fourth_death_within_a_minute_is_not_healed() {
    let store = fresh_store().await;
    for _ in 0..3 {
        kill_connections(1);
        store.save_draft(&draft(1, &[])).await.unwrap();
    }
    kill_connections(1);
    assert!(store.save_draft(&draft(1, &[])).await.is_err());
    assert_eq!(store.heals(), 3);
    kill_connections(0);
}

#[wasm_bindgen_test]
async fn a_look_at_the_storage_replaces_a_dead_handle() {
    let store = fresh_store().await;
    store.probe().await.unwrap();
    assert_eq!(store.heals(), 0);
    kill_connections(1);
    store.probe().await.unwrap();
    assert_eq!(store.heals(), 1);
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_takes_away_needs_no_healing() {
    let store = fresh_store().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    take_connection_away();
    store.save_draft(&draft(2, &[])).await.unwrap();
    assert_eq!(store.heals(), 0);
    assert_eq!(store.drafts().await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn two_operations_at_once_heal_together() {
    let store = fresh_store().await;
    kill_connections(1);
    let (first, second) = (draft(1, &[]), draft(2, &[]));
    let both = [store.save_draft(&first), store.save_draft(&second)];
    for saved in futures_of(both).await {
        saved.unwrap();
    }
    assert_eq!(store.drafts().await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn giving_up_the_handle_lets_running_writes_end() {
    let store = fresh_store().await;
    let first = draft(1, &[]);
    let mut saving = Box::pin(store.save_draft(&first));
    // Begins the transaction, then waits.
    assert!(poll_once(saving.as_mut()).await.is_none());
    store.disconnect();
    saving.await.unwrap();
    assert_eq!(store.drafts().await.unwrap(), std::slice::from_ref(&first));
}

async fn poll_once<F: Future>(mut future: std::pin::Pin<&mut F>) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        let polled = future.as_mut().poll(context);
        std::task::Poll::Ready(match polled {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

/// All of them side by side.
async fn futures_of<F: Future, const N: usize>(futures: [F; N]) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures
        .into_iter()
        .map(|future| (Box::pin(future), None))
        .collect();
    std::future::poll_fn(|context| {
        for (future, output) in &mut futures {
            if output.is_none()
                && let std::task::Poll::Ready(done) = future.as_mut().poll(context)
            {
                *output = Some(done);
            }
        }
        if futures.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    futures
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}
