//! The power goes: whatever was not forced onto the disk is gone with it.

use std::sync::Arc;

use nhatky_server::durable;
use nhatky_server::lost_photos::{self, Searched};
use nhatky_server::photo_place;
use nhatky_sync::protocol::{ChunkReply, Mutation};

use crate::support::{LossyDisk, Phone, TestServer, Who, hash_of, log_with_photos, photo};

const ALL: i64 = i64::MIN;
const NONE: i64 = i64::MAX;

/// Pushes a log of this photo and delivers it and its thumbnail.
async fn log_with_photo(server: &TestServer, phone: &mut Phone, bytes: &[u8]) -> Mutation {
    let thumb = photo(200);
    let create = phone.create(log_with_photos("Ảnh", &[(bytes, &thumb)]));
    phone.push_one(server, &create).await;
    phone.deliver(server, create.record, bytes).await;
    phone.deliver(server, create.record, &thumb).await;
    create
}

async fn search(server: &TestServer, read_since: i64, lost: usize) {
    let searched = lost_photos::search(&server.app, read_since).await;
    assert_eq!(searched.unwrap(), Searched::Forgotten(lost));
}

#[test]
fn after_a_power_cut_a_file_is_the_new_one_or_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.key");
    let disk = LossyDisk::default();
    for text in ["old", "new"] {
        durable::write(&disk, &file, text.as_bytes()).unwrap();
        disk.cut_power(folder.path());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
    durable::write_new(&disk, &file, b"other").unwrap();
    disk.cut_power(folder.path());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_test_disk_forgets_what_nobody_forced() {
    let folder = tempfile::tempdir().unwrap();
    let disk = LossyDisk::default();
    let kept = folder.path().join("a/b");
    durable::make_folder(&disk, &kept).unwrap();
    std::fs::write(kept.join("unsaid"), "x").unwrap();
    durable::write(&disk, &kept.join("said"), b"y").unwrap();
    std::fs::write(kept.join("said"), "z").unwrap();
    std::fs::create_dir(folder.path().join("c")).unwrap();
    disk.cut_power(folder.path());
    assert_eq!(std::fs::read_to_string(kept.join("said")).unwrap(), "y");
    assert!(std::fs::read(kept.join("unsaid")).unwrap().is_empty());
    assert!(!folder.path().join("c").exists());
}

#[tokio::test]
async fn a_photo_and_a_chunk_that_were_acknowledged_survive() {
    let disk = Arc::new(LossyDisk::default());
    let server = TestServer::start_on(Arc::<LossyDisk>::clone(&disk)).await;
    let mut phone = server.phone_of(Who::Member).await;
    let (whole, half) = (photo(1), photo(2));
    let log = log_with_photo(&server, &mut phone, &whole).await;
    let ticket = phone.announce(&server, log.record, &half).await;
    let middle = half.len() / 2;
    phone
        .send_chunk(&server, ticket.upload.unwrap(), 0, &half[..middle])
        .await
        .json::<ChunkReply>();

    let server = server.after_power_cut(&disk);
    search(&server, ALL, 0).await;
    let read = phone.read_blob(&server, hash_of(&whole)).await;
    assert_eq!(read.bytes, whole);
    let ticket = phone.announce(&server, log.record, &half).await;
    assert_eq!(ticket.offset, middle as u64);
    phone.deliver(&server, log.record, &half).await;
    assert!(phone.announce(&server, log.record, &half).await.have);
}

#[tokio::test]
async fn photos_that_a_lying_disk_lost_are_asked_for_again() {
    let disk = Arc::new(LossyDisk::default());
    let server = TestServer::start_on(Arc::<LossyDisk>::clone(&disk)).await;
    let place = photo_place::is_ours(&server.app.store, &server.app.blobs).await;
    assert!(place.unwrap());
    disk.begin_to_lie();
    let mut phone = server.phone_of(Who::Member).await;
    let (one, two, thumb) = (photo(1), photo(2), photo(200));
    let log = log_with_photo(&server, &mut phone, &one).await;
    let before = phone.pull(&server).await;
    let ticket = phone.announce(&server, log.record, &two).await;
    let middle = two.len() / 2;
    let upload = ticket.upload.unwrap();
    phone
        .send_chunk(&server, upload, 0, &two[..middle])
        .await
        .json::<ChunkReply>();

    let server = server.after_power_cut(&disk);
    search(&server, NONE, 2).await;
    let news = phone.pull_after(&server, &before.cursors).await;
    let record = &news.records[0];
    assert_eq!((record.photos.have, record.complete_at), (0, None));
    let rest = phone
        .send_chunk(&server, upload, middle, &two[middle..])
        .await;
    assert_eq!(rest.refusal(409), "wrong_offset");
    assert_eq!(rest.headers["upload-offset"], "0");

    for bytes in [&one, &two, &thumb] {
        phone.deliver(&server, log.record, bytes).await;
    }
    let healed = phone.pull_after(&server, &news.cursors).await;
    assert_eq!(healed.records[0].photos.have, 1);
    assert!(healed.records[0].complete_at.is_some());
    search(&server, ALL, 0).await;
}

#[tokio::test]
async fn a_photo_that_is_gone_cut_short_or_changed_is_noticed_and_so_is_a_thumbnail() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let photos = [photo(1), photo(2), photo(3)];
    for bytes in &photos {
        log_with_photo(&server, &mut phone, bytes).await;
    }
    let whole = phone.pull(&server).await;
    let [gone, cut, changed] = photos.each_ref().map(|bytes| server.blob_file(bytes));
    std::fs::remove_file(gone).unwrap();
    std::fs::write(cut, &photos[1][..10]).unwrap();
    let mut wrong = photos[2].clone();
    wrong[100] ^= 1;
    std::fs::write(changed, wrong).unwrap();

    search(&server, NONE, 2).await;
    search(&server, ALL, 1).await;
    search(&server, ALL, 0).await;
    let news = phone.pull_after(&server, &whole.cursors).await;
    assert_eq!(news.records.len(), 3);
    let is_asked_for = |record: &nhatky_sync::protocol::RecordBody| {
        record.photos.have == 0 && record.complete_at.is_none()
    };
    assert!(news.records.iter().all(is_asked_for));

    std::fs::remove_file(server.blob_file(&photo(200))).unwrap();
    search(&server, NONE, 1).await;
    for record in &news.records {
        for bytes in photos.iter().chain([&photo(200)]) {
            phone.deliver(&server, record.id, bytes).await;
        }
    }
    let healed = phone.pull_after(&server, &news.cursors).await;
    let is_whole = |record: &nhatky_sync::protocol::RecordBody| {
        record.photos.have == 1 && record.complete_at.is_some()
    };
    assert!(healed.records.iter().all(is_whole));
}
