use nhatky_domain::ids::{BlobHash, UploadId};
use uuid::Uuid;

use super::{INSTALL, OTHER, PERSON, committed, look, record};
use crate::store::{
    BlobRow, Blobs as _, PhotoRef, Store, StoreError, Transaction as _, UploadRow, Uploads as _,
};

const SHA: BlobHash = BlobHash([1; 32]);

fn blob(sha: u8) -> BlobRow {
    BlobRow {
        sha: BlobHash([sha; 32]),
        size: 300_000,
        mime: "image/jpeg".to_owned(),
        received_at: 1,
    }
}

pub(crate) async fn a_blob_is_added_once<S: Store>(store: &S) {
    let first = blob(1);
    let second = BlobRow {
        received_at: 2,
        ..first.clone()
    };
    committed!(store, |tx| {
        tx.add_blob(&first).await.unwrap();
        tx.add_blob(&second).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.blob(SHA).await.unwrap(), Some(first));
    assert_eq!(tx.blob(BlobHash([2; 32])).await.unwrap(), None);
}

pub(crate) async fn blobs_come_page_by_page<S: Store>(store: &S) {
    committed!(store, |tx| for sha in [3, 0, 200, 1] {
        tx.add_blob(&blob(sha)).await.unwrap();
    });
    let mut tx = look(store).await;
    let first = tx.blobs(None, 3).await.unwrap();
    assert_eq!(first, [blob(0), blob(1), blob(3)]);
    let rest = tx.blobs(Some(first[2].sha), 3).await.unwrap();
    assert_eq!(rest, [blob(200)]);
    assert_eq!(tx.blobs(Some(rest[0].sha), 3).await.unwrap(), []);
}

pub(crate) async fn a_forgotten_blob_leaves_no_proof<S: Store>(store: &S) {
    let proof = |sha: u8| PhotoRef {
        sha: BlobHash([sha; 32]),
        record: record(1),
        person: PERSON,
    };
    committed!(store, |tx| {
        for sha in [1, 2] {
            tx.add_blob(&blob(sha)).await.unwrap();
            tx.add_proof(proof(sha)).await.unwrap();
        }
        tx.forget_blob(SHA).await.unwrap();
        tx.forget_blob(BlobHash([9; 32])).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.blob(SHA).await.unwrap(), None);
    assert_eq!(tx.proofs_for(&[record(1)]).await.unwrap(), [proof(2)]);
    assert_eq!(tx.blob(blob(2).sha).await.unwrap(), Some(blob(2)));
}

pub(crate) async fn proofs_are_found_by_record_and_by_blob<S: Store>(store: &S) {
    let proof = |sha: u8, number, person| PhotoRef {
        sha: BlobHash([sha; 32]),
        record: record(number),
        person,
    };
    let all = [proof(1, 1, PERSON), proof(1, 2, OTHER), proof(2, 1, PERSON)];
    committed!(store, |tx| for proof in all {
        tx.add_proof(proof).await.unwrap();
        tx.add_proof(proof).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.proofs_of(SHA).await.unwrap(), all[..2]);
    let mut of_record = tx.proofs_for(&[record(1), record(9)]).await.unwrap();
    of_record.sort_by_key(|proof| proof.sha);
    assert_eq!(of_record, [all[0], all[2]]);
}

fn upload(number: u128) -> UploadRow {
    UploadRow {
        id: UploadId(Uuid::from_u128(number)),
        install: INSTALL,
        person: PERSON,
        record: record(number),
        sha: SHA,
        size: 1_000,
        mime: "image/png".to_owned(),
        stored: 0,
        touched_at: 1,
    }
}

pub(crate) async fn an_upload_moves_only_from_where_it_stands<S: Store>(store: &S) {
    let id = upload(1).id;
    let moves = committed!(store, |tx| {
        tx.add_upload(&upload(1)).await.unwrap();
        [
            tx.move_upload(id, 0, 64, 5).await.unwrap(),
            tx.move_upload(id, 0, 64, 6).await.unwrap(),
            tx.move_upload(id, 64, 128, 7).await.unwrap(),
        ]
    });
    assert_eq!(moves, [true, false, true]);
    let expected = UploadRow {
        stored: 128,
        touched_at: 7,
        ..upload(1)
    };
    let what = PhotoRef {
        sha: SHA,
        record: record(1),
        person: PERSON,
    };
    let mut tx = look(store).await;
    assert_eq!(tx.upload(id).await.unwrap(), Some(expected.clone()));
    assert_eq!(tx.upload_of(what).await.unwrap(), Some(expected));
    assert_eq!(tx.open_uploads(PERSON).await.unwrap(), 1);
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let same = UploadRow {
        id: UploadId(Uuid::from_u128(2)),
        ..upload(1)
    };
    let refused = tx.add_upload(&same).await;
    assert!(matches!(refused, Err(StoreError::Constraint(_))));
}

pub(crate) async fn stale_uploads_are_those_that_nobody_touched<S: Store>(store: &S) {
    committed!(store, |tx| {
        for number in 1..=3 {
            tx.add_upload(&upload(number)).await.unwrap();
        }
        tx.move_upload(upload(2).id, 0, 1, 50).await.unwrap();
        tx.end_upload(upload(3).id).await.unwrap();
    });
    let stale = look(store).await.stale_uploads(50).await.unwrap();
    assert_eq!(stale, [upload(1).id]);
    let gone = look(store).await.upload(upload(3).id).await.unwrap();
    assert_eq!(gone, None);
}
