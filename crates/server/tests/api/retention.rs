//! What is removed when the operator says so.

use nhatky_domain::date::Timestamp;
use nhatky_server::retention::{self, Keep, Removed};
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_server::store::{Receipts as _, Store as _};
use nhatky_sync::protocol::Status;

use crate::support::{START, TestServer, Who, hash_of, log_fields, log_with_photos, photo};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn keeping(keep: Keep) -> TestServer {
    let settings = Settings {
        keep,
        ..Settings::default()
    };
    TestServer::start_with(settings, Site::of(Vec::new())).await
}

#[tokio::test]
async fn old_photos_go_and_their_records_stay_complete() {
    let server = keeping(Keep {
        photos_days: Some(100),
        ..Keep::default()
    })
    .await;
    let mut phone = server.phone_of(Who::Member).await;
    let [first, second] = [1, 2].map(photo);
    let create = phone.create(log_with_photos("Ảnh", &[(&first, &second)]));
    phone.push_one(&server, &create).await;
    phone.deliver(&server, create.record, &first).await;
    server.pass_ms(99 * DAY_MS);
    phone.sign_in(&server).await;
    phone.deliver(&server, create.record, &second).await;
    let before = phone.pull(&server).await;
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed, Removed::default());

    server.pass_ms(2 * DAY_MS);
    phone.sign_in(&server).await;
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed.photos, 1);
    assert!(!server.blob_file(&first).exists());
    assert!(server.blob_file(&second).exists());
    let gone = phone.read_blob(&server, hash_of(&first)).await;
    assert_eq!(gone.refusal(404), "unknown_blob");
    assert_eq!(phone.pull(&server).await.records, before.records);
    // Whoever still has it may send it once more.
    phone.deliver(&server, create.record, &first).await;
    assert!(server.blob_file(&first).exists());
}

#[tokio::test]
async fn a_clock_that_no_phone_bears_out_makes_nothing_old() {
    let settings = Settings {
        keep: Keep {
            photos_days: Some(730),
            ..Keep::default()
        },
        clock_floor: Some(Timestamp(START)),
        ..Settings::default()
    };
    let server = TestServer::start_with(settings, Site::of(Vec::new())).await;
    let mut phone = server.phone_of(Who::Member).await;
    let [first, second] = [1, 2].map(photo);
    let create = phone.create(log_with_photos("Ảnh", &[(&first, &second)]));
    phone.push_one(&server, &create).await;
    phone.deliver(&server, create.record, &first).await;
    server.pass_ms(10 * 365 * DAY_MS);
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed, Removed::default());
    assert!(server.blob_file(&first).exists());

    phone.sign_in(&server).await;
    phone.pull(&server).await;
    phone.push_one(&server, &create).await;
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed.photos, 1);
}

#[tokio::test]
async fn a_photo_that_is_sent_anew_meanwhile_keeps_its_file() {
    let server = keeping(Keep {
        photos_days: Some(100),
        ..Keep::default()
    })
    .await;
    let mut phone = server.phone_of(Who::Member).await;
    let mut other = server.phone_of(Who::OtherMember).await;
    let [first, second] = [1, 2].map(photo);
    let fields = log_with_photos("Ảnh", &[(&first, &second)]);
    let logs = [phone.create(fields.clone()), other.create(fields)];
    phone.push_one(&server, &logs[0]).await;
    phone.deliver(&server, logs[0].record, &first).await;
    other.push_one(&server, &logs[1]).await;
    let ticket = other.announce(&server, logs[1].record, &first).await;
    server.pass_ms(101 * DAY_MS);
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed.photos, 1);
    assert!(server.blob_file(&first).exists());
    other.sign_in(&server).await;
    let sent = other
        .send_chunk(&server, ticket.upload.unwrap(), 0, &first)
        .await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let read = other.read_blob(&server, hash_of(&first)).await;
    assert_eq!(read.bytes, first);
}

#[tokio::test]
async fn what_was_quarantined_long_ago_goes_and_what_settled_stays() {
    let server = keeping(Keep {
        quarantined_days: Some(100),
        versions_days: Some(100),
        ..Keep::default()
    })
    .await;
    let mut phone = server.phone_of(Who::Member).await;
    let settled = phone.create(log_fields("Xong"));
    let mut unknown = phone.create(log_fields("Chưa biết"));
    unknown.op = "record.teleport".to_owned();
    phone.push(&server, &[settled.clone(), unknown]).await;
    server.pass_ms(101 * DAY_MS);
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!((removed.quarantined, removed.versions), (1, 0));
    let mut tx = server.app.store.read().await.unwrap();
    assert!(tx.quarantined(None, 9).await.unwrap().is_empty());
    drop(tx);
    phone.sign_in(&server).await;
    let again = phone.push_one(&server, &settled).await;
    assert_eq!(again.status, Status::Duplicate);
}

#[tokio::test]
async fn without_days_everything_is_kept() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let [first, second] = [1, 2].map(photo);
    let create = phone.create(log_with_photos("Ảnh", &[(&first, &second)]));
    phone.push_one(&server, &create).await;
    phone.deliver(&server, create.record, &first).await;
    server.pass_ms(40 * 365 * DAY_MS);
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed, Removed::default());
    assert!(server.blob_file(&first).exists());
}
