mod founding;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use nhatky_domain::date::Timestamp;
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
    CodeRow, Codes as _, Counters as _, OrganisationRow, Store as _, Transaction as _,
};
use nhatky_server::upload_folder::UploadFolder;
use nhatky_server::web;
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;

use self::founding::found;
pub(crate) use self::founding::{BASE, CELL_A, CELL_B, Who};
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
