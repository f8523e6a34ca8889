//! Writes that fail half-way: all or nothing.

use std::collections::BTreeMap;

use super::Bench;
use super::samples::hash;
use crate::store::{Draft, OutboxRow, PhoneStore, StoreError, Stored, Summary, Transfer};

/// Everything that can be seen of a store.
#[derive(Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) drafts: Vec<Draft>,
    outbox: Vec<OutboxRow>,
    retained: Vec<OutboxRow>,
    to_send: Vec<OutboxRow>,
    transfers: Vec<Transfer>,
    blobs: Vec<Option<usize>>,
    cursors: BTreeMap<String, i64>,
    summaries: Vec<Summary>,
    setting: Option<String>,
}

pub(super) async fn seen(store: &impl PhoneStore) -> Seen {
    let mut blobs = Vec::new();
    for number in 0..16 {
        let bytes = store.blob(hash(number)).await.unwrap();
        blobs.push(bytes.map(|bytes| bytes.len()));
    }
    Seen {
        drafts: store.drafts().await.unwrap(),
        outbox: store.outbox().await.unwrap(),
        retained: store.retained().await.unwrap(),
        to_send: store.to_send().await.unwrap(),
        transfers: store.transfers().await.unwrap(),
        blobs,
        cursors: store.cursors().await.unwrap(),
        summaries: store.summaries().await.unwrap(),
        setting: store.setting("account").await.unwrap(),
    }
}

/// Does the operation with its first write failing, then its second, until it comes through.
/// After each failure the store must be as it was, also for the next start of the app.
pub(super) async fn fail_each_write<B: Bench, T>(
    bench: &B,
    mut store: B::Store,
    operation: impl AsyncFn(&B::Store) -> Stored<T>,
) -> (B::Store, T) {
    let before = seen(&store).await;
    for nth in 1.. {
        bench.fail_write(&store, nth);
        let outcome = operation(&store).await;
        bench.fail_write(&store, 0);
        match outcome {
            Ok(done) => {
                assert!(nth > 1, "no write of the operation was made to fail");
                return (store, done);
            }
            Err(error) => {
                assert_eq!(error, StoreError::QuotaExceeded);
                assert_eq!(seen(&store).await, before, "write {nth}");
                store = bench.restarted(store).await;
                assert_eq!(seen(&store).await, before, "write {nth}, after a restart");
            }
        }
    }
    unreachable!("the operation ends or fails")
}
