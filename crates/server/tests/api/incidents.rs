//! What went wrong elsewhere (`tests/incidents.md`) and must not here, as far as the server alone
//! can tell.

use nhatky_server::store::{Records as _, Store as _};
use nhatky_sync::json;
use nhatky_sync::protocol::{PushReply, Status};

use crate::support::{Phone, TestServer, Who, hash_of, log_fields, log_with_photos, photo};

async fn server_and_phone() -> (TestServer, Phone) {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    (server, phone)
}

#[tokio::test]
async fn i_01_an_emptied_body_stores_nothing_and_the_whole_one_is_taken_afterwards() {
    let (server, mut phone) = server_and_phone().await;
    let (full, thumb) = (photo(1), photo(2));
    let log = phone.create(log_with_photos("Một", &[(&full, &thumb)]));
    let reply = phone
        .post_text(&server, "/v1/sync/push", String::new())
        .await;
    assert_eq!(reply.refusal(400), "malformed");
    phone.push_one(&server, &log).await;
    let ticket = phone.announce(&server, log.record, &full).await;
    let upload = ticket.upload.unwrap();
    let reply = phone.send_emptied_chunk(&server, upload, &full).await;
    assert_eq!(reply.refusal(400), "wrong_checksum");
    for bytes in [&full, &thumb] {
        phone.deliver(&server, log.record, bytes).await;
    }
    let page = phone.pull(&server).await;
    assert!(page.records[0].complete_at.is_some());
}

#[tokio::test]
async fn i_07_photos_sent_at_the_same_moment_are_all_kept() {
    let (server, mut phone) = server_and_phone().await;
    let photos = [1, 2, 3, 4].map(photo);
    let thumb = photo(9);
    let pairs: Vec<_> = photos.iter().map(|full| (&full[..], &thumb[..])).collect();
    let log = phone.create(log_with_photos("Bốn ảnh", &pairs));
    phone.push_one(&server, &log).await;
    let [a, b, c, d] = photos.each_ref();
    tokio::join!(
        phone.deliver(&server, log.record, a),
        phone.deliver(&server, log.record, b),
        phone.deliver(&server, log.record, c),
        phone.deliver(&server, log.record, d),
    );
    phone.deliver(&server, log.record, &thumb).await;
    let body = phone.pull(&server).await.records.remove(0);
    assert_eq!((body.photos.have, body.photos.total), (4, 4));
    assert!(body.complete_at.is_some());
}

#[tokio::test]
async fn i_08_five_equal_pushes_at_once_store_one_record() {
    let (server, mut phone) = server_and_phone().await;
    let texts = [json::to_text(&phone.create(log_fields("Một lần")))];
    let push = || phone.push_text(&server, &texts);
    let (a, b, c, d, e) = tokio::join!(push(), push(), push(), push(), push());
    let replies = [a, b, c, d, e].map(|reply| reply.json::<PushReply>());
    let applied = replies.iter().filter(|reply| {
        let outcome = &reply.results[0];
        assert_eq!(outcome.effective(), Status::Applied);
        outcome.status == Status::Applied
    });
    assert_eq!(applied.count(), 1);
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 1);
}

#[tokio::test]
async fn i_18_two_logs_alike_in_every_word_are_two_records() {
    let (server, mut phone) = server_and_phone().await;
    let logs = [(); 2].map(|()| phone.create(log_fields("Sinh hoạt chi đoàn")));
    let outcomes = phone.push(&server, &logs).await;
    assert!(outcomes.iter().all(|told| told.status == Status::Applied));
    assert_eq!(phone.pull(&server).await.records.len(), 2);
}

#[tokio::test]
async fn i_25_one_photo_in_two_logs_is_sent_once_and_stays_what_it_was() {
    let (server, mut phone) = server_and_phone().await;
    let (full, thumb) = (photo(1), photo(2));
    let logs = ["Một", "Hai"].map(|title| phone.create(log_with_photos(title, &[(&full, &thumb)])));
    phone.push(&server, &logs).await;
    for bytes in [&full, &thumb] {
        phone.deliver(&server, logs[0].record, bytes).await;
    }
    for bytes in [&full, &thumb, &full] {
        let ticket = phone.announce(&server, logs[1].record, bytes).await;
        assert!(ticket.have && ticket.upload.is_none());
    }
    let page = phone.pull(&server).await;
    assert!(page.records.iter().all(|body| body.complete_at.is_some()));
    let read = phone.read_blob(&server, hash_of(&full)).await;
    assert_eq!(read.bytes, full);
}

#[tokio::test]
async fn i_41_an_office_over_all_units_replicates_none_of_their_records() {
    let (server, mut phone) = server_and_phone().await;
    let log = phone.create(log_fields("Một"));
    phone.push_one(&server, &log).await;
    let office = server.phone_of(Who::Office).await;
    let page = office.pull(&server).await;
    assert_eq!(page.scopes, [format!("p:{}", Who::Office.person())]);
    assert!(page.records.is_empty());
}
