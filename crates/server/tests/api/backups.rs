//! Backups of a server at work.

use std::path::PathBuf;

use nhatky_domain::date::Timestamp;
use nhatky_server::backup::{self, Done, Location, recovery_key};
use nhatky_server::folder::{DataFolder, Database};

use crate::support::{Phone, TestServer, Who, log_with_photos, photo};

/// A server with a recovery key and a folder for its backups.
struct Bench {
    server: TestServer,
    shelf: tempfile::TempDir,
}

impl Bench {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let shelf = tempfile::tempdir().unwrap();
        let folder = DataFolder::of_any(server.folder.path(), Database::InFolder).unwrap();
        let secret = recovery_key::make(&folder, false).unwrap();
        std::fs::write(shelf.path().join("key.txt"), secret).unwrap();
        Self { server, shelf }
    }

    fn key(&self) -> PathBuf {
        self.shelf.path().join("key.txt")
    }

    fn shelf(&self) -> Location {
        Location::OnDisk(self.shelf.path().to_owned())
    }

    async fn backup(&self) -> Done {
        let path = self.server.folder.path();
        let folder = DataFolder::of_any(path, Database::InFolder).unwrap();
        let app = &self.server.app;
        let now = Timestamp(app.now());
        let shelf = self.shelf();
        let made = backup::make(&folder, &app.store, &app.blobs, &shelf, now);
        made.await.unwrap()
    }
}

/// Delivers a photo and a thumbnail, and pushes their log.
async fn log_with_photo(server: &TestServer, phone: &mut Phone, number: u8) {
    let (one, thumb) = (photo(number), photo(200));
    let create = phone.create(log_with_photos("Ảnh", &[(&one, &thumb)]));
    phone.deliver(server, create.record, &one).await;
    phone.deliver(server, create.record, &thumb).await;
    phone.push_one(server, &create).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_while_pushes_go_on_is_of_one_moment_and_lacks_no_photo() {
    let bench = Bench::new().await;
    let mut phone = bench.server.phone_of(Who::Member).await;
    log_with_photo(&bench.server, &mut phone, 0).await;
    let pushes = async {
        for number in 1..30 {
            log_with_photo(&bench.server, &mut phone, number).await;
        }
    };
    let (done, ()) = tokio::join!(bench.backup(), pushes);
    assert!(done.records >= 1 && done.missing.is_empty(), "{done:?}");
    let photos = i64::try_from(done.photos).unwrap();
    assert!(photos > done.records, "photos come before their records");
    let found = backup::verify(&Location::OnDisk(done.file), &bench.key())
        .await
        .unwrap();
    assert_eq!(found.manifest.records, done.records);
    assert_eq!((found.photos, found.missing.len()), (done.photos, 0));
}

#[tokio::test]
async fn of_two_backups_at_once_one_is_made() {
    let bench = Bench::new().await;
    let folder = DataFolder::of_any(bench.server.folder.path(), Database::InFolder).unwrap();
    let (app, shelf) = (&bench.server.app, bench.shelf());
    let make = || {
        let now = Timestamp(app.now());
        backup::make(&folder, &app.store, &app.blobs, &shelf, now)
    };
    let (one, other) = tokio::join!(make(), make());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert!(backup::Journal::of(&folder).failure.is_none());
}
