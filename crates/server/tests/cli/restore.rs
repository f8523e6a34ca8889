//! A backup becomes a server again, and phones bring what came after it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use nhatky_domain::ids::RecordId;
use nhatky_sync::store::{Blobs as _, Outbox as _};
use nhatky_tests::log::{self, Author, Photo};
use nhatky_tests::peer::{Answer, Peer, Request, Way, WayByHttp};
use nhatky_tests::photo;
use nhatky_tests::server::Account;

use crate::backup::Bench;
use crate::program::{Server, done, refused};

const UNIT: &str = "Đội quản lý điện khu vực";

/// To a server that may move.
pub(crate) struct Road(RefCell<WayByHttp>);

impl Road {
    fn to(server: &Server) -> Self {
        Self(RefCell::new(way(server)))
    }
}

impl Way for Road {
    async fn carry(&self, request: Request) -> Option<Answer> {
        let way = self.0.borrow().clone();
        way.carry(request).await
    }
}

fn way(server: &Server) -> WayByHttp {
    WayByHttp::new(format!("http://{}", server.address))
}

pub(crate) async fn phone(data: &Path, role: &str, server: &Server) -> Peer<Road> {
    let text = std::fs::read_to_string(data.join("demo-accounts.json")).unwrap();
    let accounts: Vec<Account> = serde_json::from_str(&text).unwrap();
    let is_meant = |account: &&Account| account.role == role && account.unit.contains(UNIT);
    let account = accounts.iter().find(is_meant).unwrap();
    Peer::activate(Road::to(server), &account.code)
        .await
        .unwrap()
}

pub(crate) async fn hand_in(phone: &Peer<Road>, note: &str, photos: &[Photo]) -> RecordId {
    let holding = &phone.account.holdings[0];
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    let record = log::hand_in(&phone.store, author, note, photos)
        .await
        .unwrap();
    phone.sync().await.unwrap();
    record
}

fn restore(bench: &Bench, file: &Path, to: &Path) -> String {
    let (file, key) = (file.to_str().unwrap(), bench.key());
    let key = key.to_str().unwrap();
    done(&["restore", "--from", file, "--key-file", key], to)
}

pub(crate) fn line(data: &Path, title: &str) -> String {
    let status = done(&["status"], data);
    let mut lines = status.lines();
    let line = lines.find(|line| line.starts_with(title));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_came_after_the_backup_comes_back_from_the_phones() {
    let bench = Bench::on(|data| Server::start(&["--demo"], data).stop());
    let server = Server::start(&["--demo"], &bench.data());
    let member = phone(&bench.data(), "R1", &server).await;
    let [early, late] = [1, 2].map(|number| [photo::stored(number).unwrap()]);
    let first = hand_in(&member, "Trước", &early).await;
    let file = bench.backup();
    let second = hand_in(&member, "Sau", &late).await;
    server.stop();

    let new = bench.folder.path().join("new");
    let printed = restore(&bench, &file, &new);
    assert!(
        printed.contains("1 records, 2 photos") && printed.contains("offer again"),
        "{printed}"
    );
    assert!(line(&new, "epoch").contains("restored"));
    let restored = line(&new, "restored");
    assert!(restored.contains("1 records, 2 photos"), "{restored}");
    assert_eq!(line(&new, "records"), "records       1");

    let server = Server::start(&["--demo"], &new);
    *member.remote.way().0.borrow_mut() = way(&server);
    for _ in 0..2 {
        member.sync().await.unwrap();
    }
    assert!(member.store.to_send().await.unwrap().is_empty());
    assert!(member.store.transfers().await.unwrap().is_empty());
    let secretary = phone(&new, "R2", &server).await;
    secretary.sync().await.unwrap();
    assert_eq!(secretary.records().await.unwrap().len(), 2);
    for (record, [photo]) in [(first, &early), (second, &late)] {
        let body = secretary.record(record).await.unwrap();
        assert!(body.complete_at.is_some(), "{body:?}");
        for part in [&photo.full, &photo.thumbnail] {
            assert_eq!(secretary.photo(part.hash).await.unwrap(), part.bytes);
        }
    }
    server.stop();
}

/// Gives a backup the name of one that was made at midnight.
fn earlier_that_day(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap().to_str().unwrap();
    let (day, _) = name.rsplit_once('-').unwrap();
    let earlier = file.with_file_name(format!("{day}-000000.age"));
    std::fs::rename(file, &earlier).unwrap();
    earlier
}

#[tokio::test]
async fn a_photo_that_cannot_be_read_is_named_and_everything_else_is_in_the_backup() {
    let bench = Bench::on(|data| Server::start(&["--demo"], data).stop());
    let server = Server::start(&["--demo"], &bench.data());
    let member = phone(&bench.data(), "R1", &server).await;
    let photos = [photo::stored(1).unwrap(), photo::stored(2).unwrap()];
    let record = hand_in(&member, "Ảnh", &photos).await;
    server.stop();
    let whole = earlier_that_day(&bench.backup());
    let name = photos[0].full.hash.to_string();
    let organisations = std::fs::read_dir(bench.data().join("blobs")).unwrap();
    let of_one = organisations.map(|entry| entry.unwrap().path()).next();
    let place = of_one.unwrap().join(&name[..2]).join(&name[2..4]);
    std::fs::remove_file(place.join(&name)).unwrap();
    std::fs::create_dir(place.join(&name)).unwrap();

    let output = bench.try_backup();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success());
    assert!(
        told.contains("1 records, 3 photos") && told.contains(&name),
        "{told}"
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("lacks 1 photos"));
    assert!(whole.exists(), "a backup that lacks a photo took its place");
    let backup = line(&bench.data(), "backup");
    assert!(backup.contains("without 1 photos"), "{backup}");

    let file = Path::new(told.lines().next().unwrap());
    let new = bench.folder.path().join("new");
    assert!(restore(&bench, file, &new).contains("1 photos were lost"));
    let server = Server::start(&["--demo"], &new);
    *member.remote.way().0.borrow_mut() = way(&server);
    for _ in 0..2 {
        member.sync().await.unwrap();
    }
    let secretary = phone(&new, "R2", &server).await;
    secretary.sync().await.unwrap();
    let body = secretary.record(record).await.unwrap();
    assert!(body.complete_at.is_some(), "{body:?}");
    server.stop();
}

#[test]
fn a_restore_takes_an_empty_folder_and_a_cut_one_cannot_be_served() {
    let bench = Bench::new();
    let file = bench.backup();
    let new = bench.folder.path().join("new");
    restore(&bench, &file, &new);
    for name in ["server.key", "recovery.pub"] {
        let read = |data: &Path| std::fs::read(data.join(name)).unwrap();
        assert_eq!(read(&new), read(&bench.data()), "{name}");
    }
    let epoch = |data| line(data, "epoch");
    assert_ne!(epoch(&new), epoch(&bench.data()));
    let server = Server::start(&[], &new);
    assert!(server.get("/v1/hello?n=1").contains("Đoàn Khối"));
    server.stop();

    let (key, cut) = (bench.key(), bench.folder.path().join("cut.age"));
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 20]).unwrap();
    let args = |file: &Path| {
        let [file, key] = [file, &key].map(|path| path.to_str().unwrap().to_owned());
        [
            "restore".to_owned(),
            "--from".to_owned(),
            file,
            "--key-file".to_owned(),
            key,
        ]
    };
    let try_restore = |file: &Path, to: &Path| {
        let args = args(file);
        refused(&args.each_ref().map(String::as_str), to)
    };
    assert!(try_restore(&file, &new).contains("not empty"));
    let other = bench.folder.path().join("other");
    assert!(try_restore(&cut, &other).contains("to its end"));
    assert!(refused(&["serve"], &other).contains("init"));
    assert!(try_restore(&file, &other).contains("not empty"));
}

#[test]
fn a_backup_of_a_server_that_was_moved_comes_back_as_one_that_takes_work() {
    let bench = Bench::new();
    let moved = bench.folder.path().join("moved");
    done(&["move", moved.to_str().unwrap()], &bench.data());
    let file = bench.backup();
    let new = bench.folder.path().join("new");
    restore(&bench, &file, &new);
    assert_eq!(line(&new, "moved away"), "moved away    no");
    done(&["code", "--person", "Lê Văn Máy"], &new);
}
