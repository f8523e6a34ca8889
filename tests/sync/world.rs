//! A server in process with the demo organisation, and the people who use it.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use nhatky_server::app::{App, Parts};
use nhatky_server::blob_store::BlobStore;
use nhatky_server::catalogue::CatalogueSource;
use nhatky_server::clock::SystemClock;
use nhatky_server::demo::DemoSize;
use nhatky_server::directory::DirectoryCache;
use nhatky_server::folder::DataFolder;
use nhatky_server::founding;
use nhatky_server::keys::ServerKey;
use nhatky_server::metrics::Metrics;
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_server::store::{Counters as _, Store as _};
use nhatky_server::upload_folder::UploadFolder;
use nhatky_server::web;
use nhatky_tests::log::Author;
use nhatky_tests::peer::Peer;
use nhatky_tests::place;
use nhatky_tests::server::Account;

use crate::database;
use crate::faulty_way::FaultyWay;

const UNIT: &str = "Đội quản lý điện khu vực";

pub(crate) struct World {
    router: Router,
    accounts: Vec<Account>,
}

impl World {
    /// A server of its own for each test.
    pub(crate) async fn new(name: &str) -> Result<Self> {
        let path = place::fresh(&format!("{}-{name}", database::NAME))?;
        let folder = DataFolder::for_demo(&path)?;
        let key = ServerKey::of_folder(&path)?;
        let store = database::open(&folder).await?;
        founding::found_demo(&store, &key, DemoSize::Demo, 1_595_577_600_000).await?;
        founding::write_demo_accounts(&folder, &key, DemoSize::Demo, "http://localhost")?;
        let accounts = read_accounts(&folder.demo_accounts())?;
        let organisation = store
            .read()
            .await?
            .organisation()
            .await?
            .context("founded above")?;
        let blobs = BlobStore::in_folder(&folder.blobs(), organisation.id)?;
        let uploads = UploadFolder::open(&folder.uploads())?;
        let app = App::new(Parts {
            store,
            key,
            clock: Arc::new(SystemClock::real()),
            organisation,
            directory: DirectoryCache::new(CatalogueSource::shipped()?),
            settings: Settings::default(),
            site: Site::of(Vec::new()),
            metrics: Metrics::default(),
            blobs,
            uploads,
        });
        Ok(Self {
            router: web::site(&app),
            accounts,
        })
    }

    /// A phone of the person with that role in the unit of KB1.
    pub(crate) async fn phone(&self, role: &str) -> Result<Peer<FaultyWay>> {
        let mut accounts = self.accounts.iter();
        let account = accounts
            .find(|account| account.role == role && account.unit.contains(UNIT))
            .with_context(|| format!("nobody is {role}"))?;
        Peer::activate(FaultyWay::new(self.router.clone()), &account.code).await
    }
}

fn read_accounts(file: &Path) -> Result<Vec<Account>> {
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}

/// The post under which this person writes.
pub(crate) fn author(phone: &Peer<FaultyWay>) -> Result<Author> {
    let holding = phone.account.holdings.first().context("no holding")?;
    Ok(Author {
        unit: holding.unit,
        holding: holding.id,
    })
}
