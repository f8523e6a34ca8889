use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{Epoch, HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use nhatky_server::app::{App, Parts};
use nhatky_server::blob_store::BlobStore;
use nhatky_server::catalogue::CatalogueSource;
use nhatky_server::clock::Clock;
use nhatky_server::code::Code;
use nhatky_server::directory::DirectoryCache;
use nhatky_server::durable::{Disk, MachineDisk};
use nhatky_server::keys::ServerKey;
use nhatky_server::metrics::Metrics;
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_server::store::{
    CodeRow, Codes as _, Counters as _, Directory as _, OrganisationRow, PersonRow, Store as _,
    Transaction as _,
};
use nhatky_server::upload_folder::UploadFolder;
use nhatky_server::web;
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::{LossyDisk, Phone, hash_of};
use crate::database::{self, Database};

/// Friday 24/07/2020, 10:00 in Vietnam.
pub(crate) const START: i64 = 1_595_559_600_000;
const CODE_LIFETIME_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub(crate) struct StoppedClock(AtomicI64);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Everybody in the small organisation, by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// R1 of chi đoàn A.
    Member,
    /// Another R1 of chi đoàn A.
    OtherMember,
    /// R2 of chi đoàn A.
    Secretary,
    /// R2 of chi đoàn B.
    OtherSecretary,
    /// R3 of the đoàn cơ sở above both.
    BaseSecretary,
    /// R5 of the root.
    Office,
    /// R1 of chi đoàn A until 01/07/2020.
    FormerMember,
}

impl Who {
    const ALL: [Self; 7] = [
        Self::Member,
        Self::OtherMember,
        Self::Secretary,
        Self::OtherSecretary,
        Self::BaseSecretary,
        Self::Office,
        Self::FormerMember,
    ];

    fn post(self) -> (Role, UnitId) {
        match self {
            Self::Member | Self::OtherMember | Self::FormerMember => (Role::R1, CELL_A),
            Self::Secretary => (Role::R2, CELL_A),
            Self::OtherSecretary => (Role::R2, CELL_B),
            Self::BaseSecretary => (Role::R3, BASE),
            Self::Office => (Role::R5, ROOT),
        }
    }

    pub(crate) fn person(self) -> PersonId {
        PersonId(Uuid::from_u128(0x100 + self as u128))
    }

    pub(crate) fn holding(self) -> HoldingId {
        HoldingId(Uuid::from_u128(0x200 + self as u128))
    }

    pub(crate) fn name(self) -> String {
        format!(
            "Trần Thị Máy {}",
            ["Hà", "Lan", "Nga", "Mai", "Thu", "Vân", "Cúc"][self as usize]
        )
    }
}

pub(crate) const ROOT: UnitId = UnitId(Uuid::from_u128(1));
pub(crate) const BASE: UnitId = UnitId(Uuid::from_u128(2));
pub(crate) const CELL_A: UnitId = UnitId(Uuid::from_u128(3));
pub(crate) const CELL_B: UnitId = UnitId(Uuid::from_u128(4));

/// The real router over a database of its own.
pub(crate) struct TestServer {
    pub(crate) app: App<Database>,
    pub(crate) clock: Arc<StoppedClock>,
    pub(crate) folder: tempfile::TempDir,
    router: Router,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        let (settings, site) = plain();
        Self::start_with(settings, site).await
    }

    pub(crate) async fn start_with(settings: Settings, site: Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = database::open(folder.path()).await;
        Self::on(folder, store, settings, site).await
    }

    pub(crate) async fn on(
        folder: tempfile::TempDir,
        store: Database,
        settings: Settings,
        site: Site,
    ) -> Self {
        let organisation = found(&store).await;
        let disk = Arc::new(MachineDisk);
        Self::assembled(folder, (store, organisation), disk, (settings, site))
    }

    /// Photos and uploads are forced onto another disk than the machine's.
    pub(crate) async fn start_on(disk: Arc<dyn Disk>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = database::open(folder.path()).await;
        let organisation = found(&store).await;
        Self::assembled(folder, (store, organisation), disk, plain())
    }

    /// On a database that somebody else has filled, with the photos and keys of that folder.
    pub(crate) async fn on_founded(folder: tempfile::TempDir, store: Database) -> Self {
        let mut tx = store.read().await.unwrap();
        let organisation = tx.organisation().await.unwrap().unwrap();
        drop(tx);
        let disk = Arc::new(MachineDisk);
        Self::assembled(folder, (store, organisation), disk, plain())
    }

    fn assembled(
        folder: tempfile::TempDir,
        (store, organisation): (Database, OrganisationRow),
        disk: Arc<dyn Disk>,
        (settings, site): (Settings, Site),
    ) -> Self {
        let clock = Arc::new(StoppedClock(AtomicI64::new(START)));
        let [blobs, uploads] = ["blobs", "uploads"].map(|name| folder.path().join(name));
        let app = App::new(Parts {
            store,
            key: ServerKey::of_folder(folder.path()).unwrap(),
            clock: Arc::<StoppedClock>::clone(&clock),
            blobs: BlobStore::on_disk(&blobs, organisation.id, Arc::clone(&disk)).unwrap(),
            organisation,
            directory: DirectoryCache::new(CatalogueSource::shipped().unwrap()),
            settings,
            site,
            metrics: Metrics::default(),
            uploads: UploadFolder::on_disk(&uploads, disk).unwrap(),
        });
        let router = web::site(&app);
        Self {
            app,
            clock,
            folder,
            router,
        }
    }

    /// The server that is started after the power has gone, on what its disk has kept. The
    /// database keeps its own promise.
    pub(crate) fn after_power_cut(self, disk: &Arc<LossyDisk>) -> Self {
        for name in ["blobs", "uploads"] {
            disk.cut_power(&self.folder.path().join(name));
        }
        let stored = (self.app.store.clone(), self.app.organisation.clone());
        let disk = Arc::<LossyDisk>::clone(disk);
        Self::assembled(self.folder, stored, disk, plain())
    }

    /// Where a photo's bytes lie.
    pub(crate) fn blob_file(&self, bytes: &[u8]) -> PathBuf {
        let name = hash_of(bytes).to_string();
        let organisation = self.app.organisation.id.to_string();
        let steps = ["blobs", &organisation, &name[..2], &name[2..4], &name];
        self.folder.path().join(PathBuf::from_iter(steps))
    }

    pub(crate) fn pass_ms(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// A code for a person, as an operator would print it.
    pub(crate) async fn code_for(&self, who: Who) -> String {
        let code = Code::random();
        let mut tx = self.app.store.write().await.unwrap();
        tx.add_codes(&[CodeRow {
            hash: code.hash(&self.app.key).to_vec(),
            person: who.person(),
            expires_at: self.app.now() + CODE_LIFETIME_MS,
            is_reusable: false,
            used_by: None,
        }])
        .await
        .unwrap();
        tx.commit().await.unwrap();
        code.text()
    }

    /// A phone that this person has activated and signed in with.
    pub(crate) async fn phone_of(&self, who: Who) -> Phone {
        let mut phone = Phone::new(who);
        phone.activate(self, &self.code_for(who).await).await;
        phone.sign_in(self).await;
        phone
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }
}

fn plain() -> (Settings, Site) {
    (Settings::default(), Site::of(Vec::new()))
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The refusal's word.
    #[track_caller]
    pub(crate) fn refusal(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        let body: serde_json::Value = serde_json::from_slice(&self.bytes).unwrap();
        assert!(body["message"].is_string());
        body["code"].as_str().unwrap().to_owned()
    }
}

async fn found(store: &Database) -> OrganisationRow {
    let row = OrganisationRow {
        id: Uuid::from_u128(9),
        name: "Đoàn Khối thử nghiệm".to_owned(),
        address: None,
        epoch: Epoch(Uuid::from_u128(10)),
        is_demo: false,
        founded_at: START,
        directory_rev: 0,
    };
    let mut tx = store.write().await.unwrap();
    tx.found(&row).await.unwrap();
    let units = [
        unit(ROOT, None, "Đoàn Khối", "khoi"),
        unit(BASE, Some(ROOT), "Công ty Điện lực", "doan_co_so"),
        unit(CELL_A, Some(BASE), "Đội quản lý điện khu vực", "chi_doan"),
        unit(CELL_B, Some(BASE), "Phòng Kinh doanh", "chi_doan"),
    ];
    tx.put_units(&units).await.unwrap();
    let persons = Who::ALL.map(|who| PersonRow {
        id: who.person(),
        name: who.name(),
    });
    tx.put_persons(&persons).await.unwrap();
    tx.put_holdings(&Who::ALL.map(holding)).await.unwrap();
    tx.commit().await.unwrap();
    row
}

fn unit(id: UnitId, parent: Option<UnitId>, name: &str, kind: &str) -> Unit {
    Unit {
        id,
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind: kind.to_owned(),
        parent,
        from: Date::new(2015, 1, 1).unwrap(),
        until: None,
        successors: Vec::new(),
        members: 20,
        usual_places: Vec::new(),
    }
}

fn holding(who: Who) -> Holding {
    let (role, unit) = who.post();
    Holding {
        id: who.holding(),
        person: who.person(),
        unit,
        post: PostCode::from("chuc_vu"),
        post_name: "Chức vụ".to_owned(),
        role,
        from: Date::new(2019, 1, 1).unwrap(),
        until: (who == Who::FormerMember).then(|| Date::new(2020, 7, 1).unwrap()),
    }
}
