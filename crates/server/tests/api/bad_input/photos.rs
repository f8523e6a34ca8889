//! Bytes that are no photo, or not the announced one.

use axum::body::Body;
use axum::http::header;
use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_server::store::Store as _;

use crate::support::{Phone, Reply, TestServer, hash_of, new_id, photo};

use super::server_and_phone;

async fn upload(server: &TestServer, phone: &Phone, bytes: &[u8], sha: BlobHash) -> Reply {
    let record = RecordId(new_id());
    let reply = phone.try_announce(server, record, sha, bytes.len()).await;
    let ticket: nhatky_sync::protocol::BlobTicket = reply.json();
    phone
        .send_chunk(server, ticket.upload.unwrap(), 0, bytes)
        .await
}

#[tokio::test]
async fn a_photo_with_the_wrong_hash_is_thrown_away() {
    let (server, phone) = server_and_phone().await;
    let reply = upload(&server, &phone, &photo(1), BlobHash([7; 32])).await;
    assert_eq!(reply.refusal(422), "wrong_hash");
    assert_no_blob(&server, &phone, BlobHash([7; 32])).await;
}

#[tokio::test]
async fn bytes_that_are_no_image_are_thrown_away() {
    let (server, phone) = server_and_phone().await;
    for bytes in [
        b"<html><script>alert(1)</script>".as_slice(),
        b"MZ\x90\x00",
        &photo(1)[..20],
    ] {
        let reply = upload(&server, &phone, bytes, hash_of(bytes)).await;
        assert_eq!(reply.refusal(422), "not_an_image");
        assert_no_blob(&server, &phone, hash_of(bytes)).await;
    }
}

#[tokio::test]
async fn a_bomb_of_fifty_megapixels_is_thrown_away_undecoded() {
    let (server, phone) = server_and_phone().await;
    let mut bytes = photo(1);
    // The frame header of a JPEG: marker, length, precision, then height and width.
    let frame = bytes
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&5_000u16.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&10_000u16.to_be_bytes());
    let reply = upload(&server, &phone, &bytes, hash_of(&bytes)).await;
    assert_eq!(reply.refusal(422), "too_many_pixels");
    assert_no_blob(&server, &phone, hash_of(&bytes)).await;
}

async fn assert_no_blob(server: &TestServer, phone: &Phone, sha: BlobHash) {
    use nhatky_server::store::Blobs as _;

    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.blob(sha).await.unwrap(), None);
    assert_eq!(phone.read_blob(server, sha).await.status, 404);
    let uploads = std::fs::read_dir(server.folder.path().join("uploads")).unwrap();
    assert_eq!(uploads.count(), 0);
}

#[tokio::test]
async fn a_photo_of_an_absurd_size_or_kind_is_not_begun() {
    let (server, phone) = server_and_phone().await;
    let record = RecordId(new_id());
    for size in [10 * 1024 * 1024 + 1, usize::MAX] {
        let reply = phone
            .try_announce(&server, record, BlobHash([1; 32]), size)
            .await;
        assert_eq!(reply.refusal(422), "blob_too_large");
    }
    let empty = phone
        .try_announce(&server, record, BlobHash([1; 32]), 0)
        .await;
    assert_eq!(empty.refusal(422), "not_an_image");
    let body = format!(
        r#"{{"sha256":"{}","size":9,"mime":"text/html","record":"{record}"}}"#,
        BlobHash([1; 32])
    );
    let html = phone.post_text(&server, "/v1/blobs", body).await;
    assert_eq!(html.refusal(422), "not_an_image");
}

#[tokio::test]
async fn a_chunk_that_is_cut_changed_or_too_long_stores_nothing() {
    let (server, phone) = server_and_phone().await;
    let bytes = photo(1);
    let record = RecordId(new_id());
    let upload = phone
        .announce(&server, record, &bytes)
        .await
        .upload
        .unwrap();
    let patch = |length: Option<usize>, chunk: &[u8], sum: &str| {
        let mut request = phone
            .request("PATCH", &format!("/v1/uploads/{upload}"))
            .header("upload-offset", 0)
            .header("upload-checksum", sum);
        if let Some(length) = length {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        server.send(request.body(Body::from(chunk.to_vec())).unwrap())
    };
    let sum = "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let cut = patch(Some(bytes.len()), &bytes[..50], sum).await;
    assert_eq!(cut.refusal(400), "body_cut");
    let changed = patch(None, &bytes, sum).await;
    assert_eq!(changed.refusal(400), "wrong_checksum");
    for sum in ["", "md5 x", "sha256 ?", "sha256"] {
        assert_eq!(patch(None, &bytes, sum).await.refusal(400), "malformed");
    }
    let longer = [bytes.clone(), vec![0]].concat();
    let too_long = phone.send_chunk(&server, upload, 0, &longer).await;
    assert_eq!(too_long.refusal(422), "too_long");
    let again = phone.announce(&server, record, &bytes).await;
    assert_eq!((again.upload, again.offset), (Some(upload), 0));
}
