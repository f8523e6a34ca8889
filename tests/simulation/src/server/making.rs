//! Puts a server together: an organisation, its tables, and the program over them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use nhatky_domain::date::Timestamp;
use nhatky_server::app::{App, Parts};
use nhatky_server::blob_store::BlobStore;
use nhatky_server::clock::Clock;
use nhatky_server::directory::DirectoryCache;
use nhatky_server::keys::ServerKey;
use nhatky_server::metrics::Metrics;
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_server::store::memory::MemoryStore;
use nhatky_server::store::{Counters as _, Directory as _, Store as _, Transaction as _};
use nhatky_server::upload_folder::UploadFolder;
use object_store::memory::InMemory;

use crate::organisation::{self, Who};

/// The form's newest version.
const NEWEST: u32 = 2;

/// True time, moved by the world.
#[derive(Debug)]
pub(super) struct WorldClock(pub(super) AtomicI64);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

pub(super) async fn found(store: &MemoryStore) {
    let founded = async {
        let mut tx = store.write().await?;
        tx.found(&organisation::row()).await?;
        tx.put_units(&organisation::units()).await?;
        tx.put_persons(&organisation::persons()).await?;
        tx.put_holdings(&Who::ALL.map(Who::first_holding)).await?;
        tx.commit().await
    };
    let founded = founded.await;
    assert!(founded.is_ok(), "an empty memory takes an organisation");
}

pub(super) fn app(
    store: MemoryStore,
    clock: &Arc<WorldClock>,
    objects: &Arc<InMemory>,
    uploads: &UploadFolder,
    is_older: bool,
) -> App<MemoryStore> {
    let organisation = organisation::row();
    let blobs = BlobStore::over(Arc::<InMemory>::clone(objects), organisation.id);
    let newest = if is_older { NEWEST - 1 } else { NEWEST };
    App::new(Parts {
        store,
        key: key().clone(),
        clock: Arc::<WorldClock>::clone(clock),
        organisation,
        directory: DirectoryCache::new(organisation::catalogue(newest)),
        settings: Settings::default(),
        site: Site::of(Vec::new()),
        metrics: Metrics::default(),
        blobs,
        uploads: uploads.clone(),
    })
}

/// No schedule depends on it: sessions are not simulated.
#[expect(
    clippy::expect_used,
    reason = "nothing works without a folder for temporary files"
)]
fn key() -> &'static ServerKey {
    static KEY: OnceLock<ServerKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("nhatky-simulation-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let key = ServerKey::of_folder(&folder).expect("a key");
        // Left-overs in a temporary folder harm nobody.
        let _ = std::fs::remove_dir_all(&folder);
        key
    })
}
