use nhatky_domain::ids::{BlobHash, UploadId};
use nhatky_sync::protocol::Status;
use uuid::Uuid;

use super::journal::version;
use super::receipts::receipt;
use super::{INSTALL, PERSON, committed, look, mutation, record};
use crate::store::{
    BlobRow, Blobs as _, Journal as _, PhotoRef, ReceiptRow, Receipts as _, Retention as _, Store,
    Transaction as _, UploadRow, Uploads as _, VersionRow,
};

fn sha(number: u8) -> BlobHash {
    BlobHash([number; 32])
}

pub(crate) async fn old_photos_are_found_and_dropped_and_stay_proven<S: Store>(store: &S) {
    let proof = PhotoRef {
        sha: sha(1),
        record: record(1),
        person: PERSON,
    };
    committed!(store, |tx| {
        for (number, received_at) in [(1, 10), (2, 30), (3, 19), (4, 20)] {
            let row = BlobRow {
                sha: sha(number),
                size: 1,
                mime: "image/png".to_owned(),
                received_at,
            };
            tx.add_blob(&row).await.unwrap();
        }
        tx.add_proof(proof).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.old_blobs(20, None, 9).await.unwrap(), [sha(1), sha(3)]);
    assert_eq!(tx.old_blobs(20, None, 1).await.unwrap(), [sha(1)]);
    let second = tx.old_blobs(20, Some(sha(1)), 9).await.unwrap();
    assert_eq!(second, [sha(3)]);
    assert_eq!(tx.old_counts([20, 0, 0]).await.unwrap(), [2, 0, 0]);
    assert!(!tx.is_unwanted(sha(1)).await.unwrap());
    drop(tx);
    committed!(store, |tx| tx.drop_blob(sha(1)).await.unwrap());
    let mut tx = look(store).await;
    assert_eq!(tx.blob(sha(1)).await.unwrap(), None);
    assert_eq!(tx.proofs_of(sha(1)).await.unwrap(), [proof]);
    assert!(tx.is_unwanted(sha(1)).await.unwrap());
}

pub(crate) async fn a_photo_on_its_way_is_wanted<S: Store>(store: &S) {
    let upload = UploadRow {
        id: UploadId(Uuid::from_u128(1)),
        install: INSTALL,
        person: PERSON,
        record: record(1),
        sha: sha(1),
        size: 9,
        mime: "image/jpeg".to_owned(),
        stored: 0,
        touched_at: 1,
    };
    committed!(store, |tx| tx.add_upload(&upload).await.unwrap());
    let mut tx = look(store).await;
    assert!(!tx.is_unwanted(sha(1)).await.unwrap());
    assert!(tx.is_unwanted(sha(2)).await.unwrap());
}

pub(crate) async fn only_old_quarantined_mutations_are_dropped<S: Store>(store: &S) {
    let row = |number, status, received_at| ReceiptRow {
        received_at,
        ..receipt(number, status)
    };
    let rows = [
        row(1, Status::Quarantined, 1),
        row(2, Status::Quarantined, 9),
        row(3, Status::Applied, 1),
        row(4, Status::Held, 1),
    ];
    let dropped = committed!(store, |tx| {
        tx.save_receipts(&rows).await.unwrap();
        assert_eq!(tx.old_counts([0, 9, 0]).await.unwrap(), [0, 1, 0]);
        tx.drop_quarantined(9).await.unwrap()
    });
    assert_eq!(dropped, 1);
    let ids = [1, 2, 3, 4].map(mutation);
    let left = look(store).await.receipts(&ids).await.unwrap();
    assert_eq!(left.len(), 3);
}

pub(crate) async fn the_newest_version_of_a_record_is_never_dropped<S: Store>(store: &S) {
    let other = VersionRow {
        record: record(2),
        ..version(1)
    };
    let young = VersionRow {
        received_at: 50,
        ..version(3)
    };
    let rows = [version(1), version(2), young.clone(), other.clone()];
    let dropped = committed!(store, |tx| {
        tx.add_versions(&rows).await.unwrap();
        assert_eq!(tx.old_counts([0, 0, 40]).await.unwrap(), [0, 0, 2]);
        tx.drop_versions(40).await.unwrap()
    });
    assert_eq!(dropped, 2);
    let mut tx = look(store).await;
    assert_eq!(tx.versions(record(1)).await.unwrap(), [young]);
    assert_eq!(tx.versions(record(2)).await.unwrap(), [other]);
}
