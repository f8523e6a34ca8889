//! Photos: announced, sent in pieces, checked, and shown to those who may see them.

use nhatky_domain::ids::RecordId;
use nhatky_sync::protocol::ChunkReply;

use crate::support::{TestServer, Who, hash_of, log_with_photos, new_id, photo};

#[tokio::test]
async fn i_06_a_record_is_complete_when_its_last_photo_is_confirmed() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (one, two, thumb) = (photo(1), photo(2), photo(3));
    let create = phone.create(log_with_photos("Ảnh", &[(&one, &thumb), (&two, &thumb)]));
    phone.push_one(&server, &create).await;
    let first = phone.pull(&server).await;
    assert_eq!(
        (first.records[0].photos.have, first.records[0].photos.total),
        (0, 2)
    );
    assert_eq!(first.records[0].complete_at, None);

    server.pass_ms(60_000);
    phone.deliver(&server, create.record, &thumb).await;
    phone.deliver(&server, create.record, &one).await;
    let halfway = phone.pull_after(&server, &first.cursors).await;
    assert_eq!(halfway.records[0].photos.have, 1);
    assert_eq!(halfway.records[0].complete_at, None);

    phone.deliver(&server, create.record, &two).await;
    let whole = phone.pull_after(&server, &halfway.cursors).await;
    assert_eq!(whole.records[0].photos.have, 2);
    assert_eq!(whole.records[0].complete_at, Some(server.app.now()));
    assert_eq!(
        whole.records[0].rev, 1,
        "a photo that arrives is no change of the record"
    );
}

#[tokio::test]
async fn photos_may_arrive_before_their_record() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (one, thumb) = (photo(1), photo(2));
    let create = phone.create(log_with_photos("Ảnh", &[(&one, &thumb)]));
    phone.deliver(&server, create.record, &one).await;
    phone.push_one(&server, &create).await;
    let record = &phone.pull(&server).await.records[0];
    assert_eq!((record.photos.have, record.photos.total), (1, 1));
    assert_eq!(record.complete_at, Some(record.received_at));
}

#[tokio::test]
async fn an_upload_goes_on_where_the_server_says() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let record = RecordId(new_id());
    let bytes = photo(1);
    let upload = phone
        .announce(&server, record, &bytes)
        .await
        .upload
        .unwrap();
    let half = bytes.len() / 2;
    let reply: ChunkReply = phone
        .send_chunk(&server, upload, 0, &bytes[..half])
        .await
        .json();
    assert_eq!((reply.offset, reply.complete), (half as u64, false));

    let twice = phone.send_chunk(&server, upload, 0, &bytes[..half]).await;
    assert_eq!(twice.refusal(409), "wrong_offset");
    assert_eq!(twice.headers["upload-offset"], half.to_string().as_str());
    let looked = phone.request("HEAD", &format!("/v1/uploads/{upload}"));
    let looked = server
        .send(looked.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(looked.headers["upload-offset"], half.to_string().as_str());
    assert_eq!(
        looked.headers["upload-length"],
        bytes.len().to_string().as_str()
    );

    let again = phone.announce(&server, record, &bytes).await;
    assert_eq!((again.upload, again.offset), (Some(upload), half as u64));
    phone.deliver(&server, record, &bytes).await;
    assert!(phone.announce(&server, record, &bytes).await.have);
}

#[tokio::test]
async fn bytes_on_disk_are_the_bytes_that_were_sent() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let bytes = photo(1);
    phone.deliver(&server, RecordId(new_id()), &bytes).await;
    assert_eq!(std::fs::read(server.blob_file(&bytes)).unwrap(), bytes);
    let uploads = std::fs::read_dir(server.folder.path().join("uploads")).unwrap();
    assert_eq!(uploads.count(), 0);
}

#[tokio::test]
async fn a_photo_is_read_by_those_who_may_read_its_record() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (one, thumb) = (photo(1), photo(2));
    let create = phone.create(log_with_photos("Ảnh", &[(&one, &thumb)]));
    phone.push_one(&server, &create).await;
    phone.deliver(&server, create.record, &one).await;
    phone.deliver(&server, create.record, &thumb).await;
    for who in [Who::Member, Who::Secretary, Who::BaseSecretary, Who::Office] {
        let reply = server
            .phone_of(who)
            .await
            .read_blob(&server, hash_of(&one))
            .await;
        assert_eq!(reply.status, 200, "{who:?}");
        assert_eq!(reply.headers["content-type"], "image/jpeg");
        assert_eq!(reply.bytes, one);
    }
    for who in [Who::OtherMember, Who::OtherSecretary] {
        let reply = server
            .phone_of(who)
            .await
            .read_blob(&server, hash_of(&one))
            .await;
        assert_eq!(reply.refusal(404), "unknown_blob", "{who:?}");
    }
}

#[tokio::test]
async fn naming_a_hash_gives_no_right_to_the_photo() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (secret, thumb) = (photo(1), photo(2));
    let create = phone.create(log_with_photos("Ảnh", &[(&secret, &thumb)]));
    phone.push_one(&server, &create).await;
    phone.deliver(&server, create.record, &secret).await;

    let mut thief = server.phone_of(Who::OtherSecretary).await;
    let bait = thief.create_for(
        crate::support::CELL_B,
        log_with_photos("Mồi", &[(&secret, &thumb)]),
    );
    thief.push_one(&server, &bait).await;
    let ticket = thief.announce(&server, bait.record, &secret).await;
    assert!(!ticket.have, "it must send the bytes itself");
    let reply = thief.read_blob(&server, hash_of(&secret)).await;
    assert_eq!(reply.refusal(404), "unknown_blob");
    assert_eq!(thief.pull(&server).await.records[0].photos.have, 0);
}

#[tokio::test]
async fn photos_are_added_by_the_author_alone() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (one, thumb) = (photo(1), photo(2));
    let create = phone.create(log_with_photos("Ảnh", &[(&one, &thumb)]));
    phone.push_one(&server, &create).await;
    let secretary = server.phone_of(Who::Secretary).await;
    let reply = secretary
        .try_announce(&server, create.record, hash_of(&one), one.len())
        .await;
    assert_eq!(reply.refusal(403), "not_allowed");
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_is_dropped_after_thirty_days() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let bytes = photo(1);
    let upload = phone
        .announce(&server, RecordId(new_id()), &bytes)
        .await
        .upload
        .unwrap();
    phone.send_chunk(&server, upload, 0, &bytes[..100]).await;
    server.pass_ms(30 * 24 * 60 * 60 * 1000 + 1);
    let dropped = nhatky_server::housekeeping::drop_stale_uploads(&server.app)
        .await
        .unwrap();
    assert_eq!(dropped, 1);
    let mut phone = phone;
    phone.sign_in(&server).await;
    let reply = phone.send_chunk(&server, upload, 100, &bytes[100..]).await;
    assert_eq!(reply.refusal(404), "unknown_upload");
}
