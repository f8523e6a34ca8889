//! What to do when the storage is full, before a person is asked.
//!
//! The worker has removed the caches of older builds already, and photos of others are not stored.
//! So what is left are photos of one's own that the server has. Drafts and what waits to be sent
//! are never touched.

use super::{Blobs, StoreError, Stored};

/// Does the operation; if there is no room for it, makes some and does it once more.
///
/// # Errors
/// The operation's. `QuotaExceeded` then means that nothing is left to be freed.
pub async fn with_room<S: Blobs, T>(
    store: &S,
    operation: impl AsyncFn() -> Stored<T>,
) -> Stored<T> {
    match operation().await {
        Err(StoreError::QuotaExceeded) if store.free_confirmed().await? > 0 => operation().await,
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::run;
    use crate::conformance::samples::{
        NOW_MS, applied, blob, confirmed, draft, hash, record, work,
    };
    use crate::store::memory::MemoryStore;
    use crate::store::{Draft, Drafts as _, NewBlob, Outbox as _};

    /// A phone with room for five photos: one confirmed, one on its way, one in a draft, and one
    /// that is confirmed and in a draft too.
    async fn full_phone() -> MemoryStore {
        let store = MemoryStore::new();
        for number in 1..=2 {
            save(&store, number, &[number]).await.unwrap();
            store.enqueue(&work(number, &[number])).await.unwrap();
        }
        save(&store, 4, &[4]).await.unwrap();
        store.enqueue(&work(4, &[4])).await.unwrap();
        store
            .settle(&[applied(1, NOW_MS), applied(4, NOW_MS)])
            .await
            .unwrap();
        for number in [1, 4] {
            let sent = store.transfers_of(record(number)).await.unwrap().remove(0);
            store
                .save_transfer(&confirmed(&sent, NOW_MS))
                .await
                .unwrap();
        }
        save(&store, 3, &[3]).await.unwrap();
        store.save_draft(&draft(5, &[4])).await.unwrap();
        store.limit_photos(4_500);
        store
    }

    async fn save(store: &MemoryStore, number: u8, photos: &[u8]) -> Stored<()> {
        let blobs: Vec<NewBlob> = photos.iter().map(|photo| blob(*photo, 1_000)).collect();
        let draft: Draft = draft(number, photos);
        with_room(store, async || store.save_photos(&draft, &blobs).await).await
    }

    #[test]
    fn i_29_a_full_phone_gives_up_photos_that_the_server_has_and_nothing_else() {
        run(async {
            let store = full_phone().await;
            save(&store, 6, &[6]).await.unwrap();
            assert_eq!(store.blob(hash(1)).await.unwrap(), None);
            for number in [2, 3, 4, 6] {
                assert!(
                    store.blob(hash(number)).await.unwrap().is_some(),
                    "{number}"
                );
            }
            assert_eq!(store.retained().await.unwrap().len(), 2);
            // Nothing is left to be freed: the person is asked.
            assert_eq!(save(&store, 7, &[7]).await, Err(StoreError::QuotaExceeded));
            assert_eq!(store.drafts().await.unwrap().len(), 3);
            assert_eq!(store.outbox().await.unwrap().len(), 1);
        });
    }
}
