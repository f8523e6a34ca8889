//! Several processes on one PostgreSQL and one data folder are one server.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use nhatky_server::code::Code;
use nhatky_sync::protocol::{CodePreview, PreviewCode, PushReply, Status};
use nhatky_sync::remote::{Remote as _, RemoteError};
use nhatky_test_postgres::TestPostgres;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Answer, Peer, Request, Way, WayByHttp};
use nhatky_tests::photo;
use nhatky_tests::server::Account;

use crate::program::{Server, done};

const UNIT: &str = "Đội quản lý điện khu vực";

/// Two servers of one demo, started at the same moment on nothing.
struct Pair {
    servers: [Server; 2],
    url: String,
    data: PathBuf,
    folder: tempfile::TempDir,
}

impl Pair {
    /// None where PostgreSQL is not installed.
    fn start() -> Option<Self> {
        let url = TestPostgres::shared()?.empty_place();
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let start = || Server::start(&["--demo", "--database-url", &url], &data);
        let servers = std::thread::scope(|scope| {
            [scope.spawn(start), scope.spawn(start)].map(|server| server.join().unwrap())
        });
        Some(Self {
            servers,
            url,
            data,
            folder,
        })
    }

    fn ways(&self) -> [WayByHttp; 2] {
        self.servers
            .each_ref()
            .map(|server| WayByHttp::new(format!("http://{}", server.address)))
    }

    /// A phone of the person with that role in the unit of the main story.
    async fn phone<W: Way>(&self, role: &str, way: W) -> Peer<W> {
        let text = std::fs::read_to_string(self.data.join("demo-accounts.json")).unwrap();
        let accounts: Vec<Account> = serde_json::from_str(&text).unwrap();
        let is_meant = |account: &&Account| account.role == role && account.unit.contains(UNIT);
        let account = accounts.iter().find(is_meant).unwrap();
        let peer = Peer::activate(way, &account.code).await.unwrap();
        peer.sync().await.unwrap();
        peer
    }

    fn command(&self, args: &[&str]) -> String {
        let args = [args, &["--database-url", &self.url]].concat();
        done(&args, &self.data)
    }
}

/// Each request to the other process than the one before.
struct InTurn {
    ways: [WayByHttp; 2],
    carried: Cell<usize>,
}

impl InTurn {
    fn new(ways: [WayByHttp; 2]) -> Self {
        Self {
            ways,
            carried: Cell::new(0),
        }
    }
}

impl Way for InTurn {
    async fn carry(&self, request: Request) -> Option<Answer> {
        let number = self.carried.replace(self.carried.get() + 1);
        self.ways[number % 2].carry(request).await
    }
}

/// Each push to both processes at once.
struct AtOnce {
    ways: [WayByHttp; 2],
    pushed: RefCell<Vec<[PushReply; 2]>>,
}

impl Way for AtOnce {
    async fn carry(&self, request: Request) -> Option<Answer> {
        let [first, second] = &self.ways;
        if !request.path.starts_with("/v1/sync/push") {
            return first.carry(request).await;
        }
        let both = tokio::join!(first.carry(request.clone()), second.carry(request));
        let (first, second) = (both.0?, both.1?);
        let replies = [&first, &second].map(|answer| serde_json::from_slice(&answer.body).unwrap());
        self.pushed.borrow_mut().push(replies);
        Some(first)
    }
}

fn author<W>(peer: &Peer<W>) -> Author {
    let holding = &peer.account.holdings[0];
    Author {
        unit: holding.unit,
        holding: holding.id,
    }
}

#[tokio::test]
async fn pushes_through_both_at_once_are_stored_once_each() {
    let Some(pair) = Pair::start() else { return };
    let [first, second] = pair.ways();
    let first = pair.phone("R1", first).await;
    let second = pair.phone("R1", second).await;
    let push_all = async |peer: &Peer<WayByHttp>| {
        for body in log::pushes(peer.install(), author(peer), 1..101, 10) {
            let reply = peer.remote.push(body).await.unwrap();
            let mut outcomes = reply.results.iter();
            assert!(outcomes.all(|outcome| outcome.status == Status::Applied));
        }
    };
    tokio::join!(push_all(&first), push_all(&second));

    let secretary = pair.phone("R2", InTurn::new(pair.ways())).await;
    let records = secretary.records().await.unwrap();
    assert_eq!(records.len(), 200);
    let status = pair.command(&["status"]);
    assert!(status.contains("records       200"), "{status}");
    assert!(status.contains("mutations     200 applied"), "{status}");
}

#[tokio::test]
async fn a_mutation_sent_to_both_at_once_is_applied_once() {
    let Some(pair) = Pair::start() else { return };
    let way = AtOnce {
        ways: pair.ways(),
        pushed: RefCell::default(),
    };
    let peer = pair.phone("R1", way).await;
    for body in log::pushes(peer.install(), author(&peer), 1..61, 3) {
        peer.remote.push(body).await.unwrap();
    }
    let pushed = peer.remote.way().pushed.take();
    assert_eq!(pushed.len(), 20);
    for [first, second] in pushed {
        for (one, other) in first.results.iter().zip(&second.results) {
            let statuses = [one.status, other.status];
            assert!(
                statuses == [Status::Applied, Status::Duplicate]
                    || statuses == [Status::Duplicate, Status::Applied],
                "{statuses:?}"
            );
        }
    }
    let [way, _] = pair.ways();
    let secretary = pair.phone("R2", way).await;
    assert_eq!(secretary.records().await.unwrap().len(), 60);
}

#[tokio::test]
async fn a_session_and_an_upload_go_on_at_the_other_process() {
    let Some(pair) = Pair::start() else { return };
    let phone = pair.phone("R1", InTurn::new(pair.ways())).await;
    let photos = [photo::stored(1).unwrap(), photo::stored(2).unwrap()];
    let record = log::hand_in(&phone.store, author(&phone), "Ghi chú", &photos)
        .await
        .unwrap();
    phone.sync().await.unwrap();
    let secretary = pair.phone("R2", InTurn::new(pair.ways())).await;
    let body = secretary.record(record).await.unwrap();
    assert_eq!((body.rev, body.photos.have, body.photos.total), (1, 2, 2));
    for photo in photos {
        let bytes = secretary.photo(photo.full.hash).await.unwrap();
        assert_eq!(bytes, photo.full.bytes);
    }
}

#[tokio::test]
async fn a_unit_imported_meanwhile_is_known_to_both() {
    let Some(pair) = Pair::start() else { return };
    let name = "Chi đoàn Nhập sau";
    let file = pair.folder.path().join("units.csv");
    let text = format!(
        "ma_don_vi,ten,ten_ngan,loai,ma_cap_tren,tu_ngay,so_doan_vien\n\
         SAU,{name},Nhập sau,chi_doan,,2015-01-01,9\n"
    );
    std::fs::write(&file, text).unwrap();
    let phones = [
        pair.phone("R1", pair.ways()[0].clone()).await,
        pair.phone("R1", pair.ways()[1].clone()).await,
    ];
    pair.command(&["import", "units", file.to_str().unwrap()]);
    for phone in phones {
        let catalogue = phone.remote.catalogue().await.unwrap();
        assert!(catalogue.contains(name));
    }
}

#[tokio::test]
async fn wrong_codes_are_counted_for_both_together() {
    let Some(pair) = Pair::start() else { return };
    let phone = pair.phone("R1", InTurn::new(pair.ways())).await;
    let wrong = PreviewCode {
        code: Code::random().text(),
    };
    let guess = || {
        phone
            .remote
            .post::<CodePreview>("/v1/codes/preview", &wrong)
    };
    for _ in 0..20 {
        let refused = guess().await.unwrap_err();
        assert!(matches!(refused, RemoteError::Refused { code } if code == "unknown_code"));
    }
    for _ in 0..2 {
        let refused = guess().await.unwrap_err();
        assert!(matches!(refused, RemoteError::Busy { .. }));
    }
}
