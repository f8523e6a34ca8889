use super::Bench;
use super::failing::{fail_each_write, seen};
use super::samples::{NOW_MS, blob, confirmed, draft, hash, record, thumbnail, upload, work};
use crate::store::{Blobs as _, Drafts as _, NewBlob, NewWork, Outbox as _, Transfer};

/// Record 1 handed in with these blobs.
async fn handed_in<B: Bench>(bench: &B, blobs: &[NewBlob]) -> B::Store {
    let store = bench.empty().await;
    store.save_photos(&draft(1, &[]), blobs).await.unwrap();
    let work = NewWork {
        blobs: blobs.iter().map(|blob| blob.hash).collect(),
        ..work(1, &[])
    };
    store.enqueue(&work).await.unwrap();
    store
}

fn hashes(transfers: &[Transfer]) -> Vec<nhatky_domain::ids::BlobHash> {
    transfers.iter().map(|transfer| transfer.hash).collect()
}

pub async fn bytes_come_back_whole<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    let photo = blob(1, 300_001);
    store
        .save_photos(&draft(1, &[1]), std::slice::from_ref(&photo))
        .await
        .unwrap();
    let store = bench.restarted(store).await;
    assert!(store.blob(photo.hash).await.unwrap() == Some(photo.bytes));
}

pub async fn a_blob_never_stored_is_none<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store.save_draft(&draft(1, &[1])).await.unwrap();
    assert_eq!(store.blob(hash(1)).await.unwrap(), None);
}

pub async fn transfers_come_smallest_first_and_of_equals_the_thumbnail<B: Bench>(bench: &B) {
    let blobs = [
        blob(1, 9_000),
        blob(2, 300),
        thumbnail(3, 300),
        thumbnail(4, 1_000),
        blob(5, 10_000),
    ];
    let store = handed_in(bench, &blobs).await;
    let expected = [3, 2, 4, 1, 5].map(hash);
    assert_eq!(hashes(&store.transfers().await.unwrap()), expected);
}

pub async fn photos_of_a_draft_are_not_sent<B: Bench>(bench: &B) {
    let store = bench.empty().await;
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    assert_eq!(store.transfers().await.unwrap(), []);
    assert_eq!(store.transfers_of(record(1)).await.unwrap(), []);
}

pub async fn a_confirmed_transfer_is_only_listed_with_its_record<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10), blob(2, 20)]).await;
    let done = confirmed(&store.transfers().await.unwrap()[0], NOW_MS);
    store.save_transfer(&done).await.unwrap();
    assert_eq!(hashes(&store.transfers().await.unwrap()), [hash(2)]);
    let all = store.transfers_of(record(1)).await.unwrap();
    assert_eq!(all[0], done);
    assert_eq!(hashes(&all), [hash(1), hash(2)]);
}

pub async fn a_refused_transfer_is_kept_and_listed<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10)]).await;
    let refused = Transfer {
        refused: Some("not_an_image".to_owned()),
        ..store.transfers().await.unwrap().remove(0)
    };
    store.save_transfer(&refused).await.unwrap();
    store.forget_settled(i64::MAX).await.unwrap();
    assert_eq!(store.transfers().await.unwrap(), [refused]);
    assert!(store.blob(hash(1)).await.unwrap().is_some());
}

pub async fn progress_survives_a_restart<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10)]).await;
    let under_way = Transfer {
        upload: Some(upload(1)),
        sent_bytes: 7,
        ..store.transfers().await.unwrap().remove(0)
    };
    store.save_transfer(&under_way).await.unwrap();
    let store = bench.restarted(store).await;
    assert_eq!(store.transfers().await.unwrap(), [under_way]);
}

pub async fn progress_of_an_unknown_transfer_writes_nothing<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10)]).await;
    let before = seen(&store).await;
    let known = store.transfers().await.unwrap().remove(0);
    for unknown in [
        Transfer {
            hash: hash(2),
            ..known.clone()
        },
        Transfer {
            record: Some(record(2)),
            ..known.clone()
        },
        Transfer {
            record: None,
            ..known
        },
    ] {
        store.save_transfer(&unknown).await.unwrap();
    }
    assert_eq!(seen(&store).await, before);
}

pub async fn one_photo_in_two_records_is_sent_for_each<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10)]).await;
    let done = confirmed(&store.transfers().await.unwrap()[0], NOW_MS);
    store.save_transfer(&done).await.unwrap();
    store.enqueue(&work(2, &[1])).await.unwrap();
    let second = store.transfers_of(record(2)).await.unwrap();
    assert_eq!(store.transfers().await.unwrap(), second);
    assert_eq!(second[0].confirmed_at_ms, None);
    assert_eq!(store.transfers_of(record(1)).await.unwrap(), [done]);
}

pub async fn progress_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = handed_in(bench, &[blob(1, 10)]).await;
    let done = confirmed(&store.transfers().await.unwrap()[0], NOW_MS);
    let save = async |store: &B::Store| store.save_transfer(&done).await;
    let (store, ()) = fail_each_write(bench, store, save).await;
    assert_eq!(store.transfers().await.unwrap(), []);
}
