//! The folder of photos is not there, is another one, or lacks very much: nothing is given up.

use std::fs;
use std::path::PathBuf;

use nhatky_server::lost_photos::{self, Search, Searched};
use nhatky_server::retention::{self, Keep};
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_sync::protocol::Mutation;

use crate::support::{Phone, TestServer, Who, hash_of, log_fields, log_with_photos, photo};

const NONE: i64 = i64::MAX;

async fn log_with_photo(server: &TestServer, phone: &mut Phone, number: u8) -> Mutation {
    let (bytes, thumb) = (photo(number), photo(200));
    let log = phone.create(log_with_photos("Ảnh", &[(&bytes, &thumb)]));
    phone.push_one(server, &log).await;
    phone.deliver(server, log.record, &bytes).await;
    phone.deliver(server, log.record, &thumb).await;
    log
}

async fn search(server: &TestServer) -> Searched {
    lost_photos::search(&server.app, NONE).await.unwrap()
}

async fn ready(server: &TestServer, phone: &Phone) -> String {
    server.send(phone.get("/readyz")).await.text()
}

fn mark(server: &TestServer) -> PathBuf {
    let organisation = server.app.organisation.id.to_string();
    let blobs = server.folder.path().join("blobs");
    blobs.join(organisation).join("organisation")
}

#[tokio::test]
async fn photos_whose_disk_is_away_are_not_lost_and_new_ones_wait_for_it() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = log_with_photo(&server, &mut phone, 1).await;
    let whole = phone.pull(&server).await;
    let [blobs, away] = ["blobs", "away"].map(|name| server.folder.path().join(name));
    fs::rename(&blobs, &away).unwrap();
    for put_back_empty in [false, true] {
        if put_back_empty {
            fs::create_dir(&blobs).unwrap();
        }
        assert_eq!(search(&server).await, Searched::Foreign);
        let (new, known) = (photo(2), photo(1));
        for bytes in [&new, &known] {
            let announced = phone
                .try_announce(&server, log.record, hash_of(bytes), bytes.len())
                .await;
            assert_eq!(announced.refusal(507), "no_room_for_photos");
        }
        let text = phone.create(log_fields("Chữ"));
        phone.push_one(&server, &text).await;
        assert!(ready(&server, &phone).await.contains("photos wait"));
        assert_eq!(phone.read_blob(&server, hash_of(&known)).await.status, 404);
    }
    let news = phone.pull_after(&server, &whole.cursors).await;
    assert!(news.records.iter().all(|record| record.id != log.record));

    fs::remove_dir(&blobs).unwrap();
    fs::rename(&away, &blobs).unwrap();
    assert_eq!(search(&server).await, Searched::Forgotten(0));
    assert_eq!(ready(&server, &phone).await, "ready\n");
    assert_eq!(
        phone.read_blob(&server, hash_of(&photo(1))).await.bytes,
        photo(1)
    );
    phone.deliver(&server, log.record, &photo(2)).await;
}

#[tokio::test]
async fn photos_from_before_there_was_a_mark_give_their_folder_one() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    for number in [1, 2] {
        log_with_photo(&server, &mut phone, number).await;
    }
    fs::remove_file(mark(&server)).unwrap();
    fs::remove_file(server.blob_file(&photo(1))).unwrap();
    assert_eq!(search(&server).await, Searched::Forgotten(1));
    let id = server.app.organisation.id.to_string();
    assert_eq!(fs::read_to_string(mark(&server)).unwrap(), id);
}

#[tokio::test]
async fn very_many_missing_photos_are_forgotten_only_when_somebody_says_so() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    for number in 1..=21 {
        log_with_photo(&server, &mut phone, number).await;
        fs::remove_file(server.blob_file(&photo(number))).unwrap();
    }
    let whole = phone.pull(&server).await;
    let (missing, known) = (21, 22);
    assert_eq!(search(&server).await, Searched::TooMany { missing, known });
    let numbers = server.app.metrics.text();
    assert!(numbers.contains("nhatky_photos_missing 21"), "{numbers}");
    let news = phone.pull_after(&server, &whole.cursors).await;
    assert!(news.records.is_empty());

    let by_hand = Search {
        store: &server.app.store,
        blobs: &server.app.blobs,
        read_since: NONE,
    };
    let found = by_hand.look().await.unwrap();
    let directory = &server.app.directory;
    let lost = by_hand.forget(&found, directory, server.app.now()).await;
    assert_eq!(lost.unwrap(), 21);
    assert_eq!(search(&server).await, Searched::Forgotten(0));
    let news = phone.pull_after(&server, &whole.cursors).await;
    assert_eq!(news.records.len(), 21);
}

#[tokio::test]
async fn an_old_photo_is_removed_when_its_file_can_be_too() {
    let keep = Keep {
        photos_days: Some(100),
        ..Keep::default()
    };
    let settings = Settings {
        keep,
        ..Settings::default()
    };
    let server = TestServer::start_with(settings, Site::of(Vec::new())).await;
    let mut phone = server.phone_of(Who::Member).await;
    log_with_photo(&server, &mut phone, 1).await;
    server.pass_ms(101 * 24 * 60 * 60 * 1000);
    let [blobs, away] = ["blobs", "away"].map(|name| server.folder.path().join(name));
    fs::rename(&blobs, &away).unwrap();
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed.photos, 0);

    fs::rename(&away, &blobs).unwrap();
    let removed = retention::tidy(&server.app).await.unwrap();
    assert_eq!(removed.photos, 2);
    assert!(!server.blob_file(&photo(1)).exists());
}
