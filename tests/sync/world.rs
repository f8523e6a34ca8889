//! A server in process with the demo organisation, and the people who use it.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
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

use crate::database::{self, Database};
use crate::faulty_way::FaultyWay;

const UNIT: &str = "Đội quản lý điện khu vực";

pub(crate) struct World {
    /// Another one when the server was started anew.
    pub(crate) router: Rc<RefCell<Router>>,
    accounts: Vec<Account>,
}

impl World {
    /// A server of its own for each test.
    pub(crate) async fn new(name: &str) -> Result<Self> {
        let (world, ..) = Self::with_parts(name).await?;
        Ok(world)
    }

    /// Also what the server stands on.
    pub(crate) async fn with_parts(name: &str) -> Result<(Self, DataFolder, App<Database>)> {
        let path = place::fresh(&format!("{}-{name}", database::NAME))?;
        let folder = DataFolder::for_demo(&path)?;
        let key = ServerKey::of_folder(&path)?;
        let store = database::open(&folder).await?;
        founding::found_demo(&store, &key, DemoSize::Demo, 1_595_577_600_000).await?;
        founding::write_demo_accounts(&folder, &key, DemoSize::Demo, "http://localhost")?;
        let app = assemble(&folder, store).await?;
        let world = Self {
            router: Rc::new(RefCell::new(web::site(&app))),
            accounts: read_accounts(&folder.demo_accounts())?,
        };
        Ok((world, folder, app))
    }

    /// A phone of the person with that role in the unit of KB1.
    pub(crate) async fn phone(&self, role: &str) -> Result<Peer<FaultyWay>> {
        let mut accounts = self.accounts.iter();
        let account = accounts
            .find(|account| account.role == role && account.unit.contains(UNIT))
            .with_context(|| format!("nobody is {role}"))?;
        Peer::activate(self.way(), &account.code).await
    }

    /// A way of its own to the server.
    pub(crate) fn way(&self) -> FaultyWay {
        FaultyWay::new(Rc::clone(&self.router))
    }
}

pub(crate) async fn assemble(folder: &DataFolder, store: Database) -> Result<App<Database>> {
    let organisation = store.read().await?.organisation().await?;
    let organisation = organisation.context("founded before")?;
    let blobs = BlobStore::in_folder(&folder.blobs(), organisation.id)?;
    Ok(App::new(Parts {
        store,
        key: ServerKey::of_folder(folder.path())?,
        clock: Arc::new(SystemClock::real()),
        organisation,
        directory: DirectoryCache::new(CatalogueSource::shipped()?),
        settings: Settings::default(),
        site: Site::of(Vec::new()),
        metrics: Metrics::default(),
        blobs,
        uploads: UploadFolder::open(&folder.uploads())?,
    }))
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
