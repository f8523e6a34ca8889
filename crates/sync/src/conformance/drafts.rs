use super::Bench;
use super::failing::fail_each_write;
use super::samples::{NOW_MS, blob, draft, draft_id, hash, record, thumbnail, work};
use crate::store::{Blobs as _, Draft, Drafts as _, Outbox as _};

pub async fn a_draft_comes_back_as_it_was_saved<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let saved = Draft {
        awaiting_photo: true,
        edits: true,
        ..draft(1, &[])
    };
    store.save_draft(&saved).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(store.draft(saved.id).await.unwrap(), Some(saved));
}

pub async fn a_draft_never_saved_is_none<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    assert_eq!(store.draft(draft_id(2)).await.unwrap(), None);
}

pub async fn saving_again_replaces_the_earlier_state<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    let mut later = draft(1, &[]);
    later.fields.remove(&"ten".into());
    later.saved_at_ms += 1;
    store.save_draft(&later).await.unwrap();
    assert_eq!(store.drafts().await.unwrap(), [later]);
}

pub async fn the_draft_saved_last_comes_first<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    for (number, saved_at_ms) in [(1, NOW_MS), (2, NOW_MS + 2), (3, NOW_MS + 1)] {
        let draft = Draft {
            saved_at_ms,
            ..draft(number, &[])
        };
        store.save_draft(&draft).await.unwrap();
    }
    let drafts = store.drafts().await.unwrap();
    let ids: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
    assert_eq!(ids, [2, 3, 1].map(draft_id));
}

pub async fn i_04_photos_are_written_together_with_their_draft<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let photos = [blob(1, 3_000), thumbnail(2, 100)];
    let with_photos = draft(1, &[1, 2]);
    let save = async |store: &B::Store| store.save_photos(&with_photos, &photos).await;
    let (store, ()) = fail_each_write(bench, store, save).await;
    let store = bench.restarted(store).await;
    assert_eq!(store.drafts().await.unwrap(), [with_photos]);
    for photo in photos {
        assert_eq!(store.blob(photo.hash).await.unwrap(), Some(photo.bytes));
    }
}

pub async fn discarding_removes_the_draft_and_its_photos<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    store
        .save_photos(&draft(2, &[2]), &[blob(2, 10)])
        .await
        .unwrap();
    store.discard_draft(draft_id(1)).await.unwrap();
    assert_eq!(store.drafts().await.unwrap(), [draft(2, &[2])]);
    assert_eq!(store.blob(hash(1)).await.unwrap(), None);
    assert!(store.blob(hash(2)).await.unwrap().is_some());
}

pub async fn discarding_keeps_a_photo_that_another_draft_shows<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1, 2]), &[blob(1, 10), blob(2, 10)])
        .await
        .unwrap();
    store.save_draft(&draft(2, &[2])).await.unwrap();
    store.discard_draft(draft_id(1)).await.unwrap();
    assert_eq!(store.blob(hash(1)).await.unwrap(), None);
    assert!(store.blob(hash(2)).await.unwrap().is_some());
}

pub async fn discarding_keeps_a_photo_that_was_handed_in<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    store.enqueue(&work(1, &[1])).await.unwrap();
    store.save_draft(&draft(2, &[1])).await.unwrap();
    store.discard_draft(draft_id(2)).await.unwrap();
    assert!(store.blob(hash(1)).await.unwrap().is_some());
    assert_eq!(store.transfers_of(record(1)).await.unwrap().len(), 1);
}

pub async fn discarding_what_is_not_there_is_no_error<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    store.discard_draft(draft_id(2)).await.unwrap();
    assert_eq!(store.drafts().await.unwrap().len(), 1);
}

pub async fn a_save_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[])).await.unwrap();
    let photos = [blob(1, 500), thumbnail(2, 50)];
    let with_photos = draft(1, &[1, 2]);
    let save = async |store: &B::Store| store.save_photos(&with_photos, &photos).await;
    let (store, ()) = fail_each_write(bench, store, save).await;
    let emptied = draft(1, &[]);
    let save = async |store: &B::Store| store.save_draft(&emptied).await;
    let (store, ()) = fail_each_write(bench, store, save).await;
    assert_eq!(store.drafts().await.unwrap(), [emptied]);
}

pub async fn a_discard_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    let discard = async |store: &B::Store| store.discard_draft(draft_id(1)).await;
    let (store, ()) = fail_each_write(bench, store, discard).await;
    assert_eq!(store.drafts().await.unwrap(), []);
}
