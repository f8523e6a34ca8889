//! How the app begins: who uses this browser, whose store is opened, and what is made of it.

mod erased;
mod kept;
mod opening;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::{InstallId, PersonId};
use nhatky_store_idb::KnownPerson;
use nhatky_sync::driver;
use nhatky_sync::store::{Settings as _, StoreError, Stored};

pub(crate) use self::erased::Erased;
pub(in crate::state) use self::kept::keep_person;
use self::kept::{APP, known};
use super::backup::Backup;
use super::core::{Core, words};
use super::device::Device;
use super::log::Log;
use super::navigation::Navigation;
use super::records::{Parts, Records};
use super::session::Session;
use super::store::{self, Db};
use super::sync::Sync;
use super::work::Work;
use crate::platform::remote::RemoteHttp;
use crate::platform::{history, page, preferences};
use crate::route::Route;
use crate::text;

/// The preference that names whose screens are shown; without it, the first known person's.
pub(super) const PERSON: &str = "person";

#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a handful of handles, one stage at a time"
)]
pub(crate) enum Stage {
    Opening,
    /// Nobody was activated in this browser.
    Outside,
    Inside(Inside),
    /// The store cannot be opened. Nothing was touched.
    Failed,
    /// Nothing of the app but saving own work into a file.
    Rescue,
}

/// One person's app: everything that is provided to the screens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    pub(crate) session: Session,
    pub(crate) records: Records,
    pub(crate) sync: Sync,
    pub(crate) work: Work,
    pub(crate) backup: Backup,
    /// Right after activation: the screen that says when everything is there.
    pub(crate) is_welcome: RwSignal<bool>,
}

impl PartialEq for Inside {
    fn eq(&self, other: &Self) -> bool {
        self.is_welcome == other.is_welcome
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    stage: RwSignal<Stage>,
    failure: RwSignal<Option<StoreError>>,
    persons: RwSignal<Vec<KnownPerson>>,
    erased: RwSignal<Option<Erased>>,
    /// What there is to say of the storage; at first nothing.
    storage_news: RwSignal<&'static str>,
    navigation: Navigation,
    device: Device,
}

pub(crate) fn use_start() -> Start {
    expect_context()
}

impl Start {
    pub(crate) fn begin(navigation: Navigation, device: Device) -> Self {
        let start = Self {
            stage: RwSignal::new(Stage::Opening),
            failure: RwSignal::new(None),
            persons: RwSignal::default(),
            erased: RwSignal::new(None),
            storage_news: RwSignal::new(""),
            navigation,
            device,
        };
        spawn_local(start.open());
        start
    }

    pub(crate) fn stage(self) -> Signal<Stage> {
        self.stage.into()
    }

    /// What is said of the storage whenever it changes: a dead one was opened anew, a row of it
    /// cannot be read.
    pub(crate) fn storage_news(self) -> Signal<&'static str> {
        self.storage_news.into()
    }

    pub(crate) fn failure(self) -> Signal<Option<StoreError>> {
        self.failure.into()
    }

    /// Everybody who was activated in this browser.
    pub(crate) fn persons(self) -> Signal<Vec<KnownPerson>> {
        self.persons.into()
    }

    /// Without starting the rest.
    pub(crate) fn rescue(self) {
        self.stage.set(Stage::Rescue);
    }

    async fn look(self) -> Stored<Option<Inside>> {
        let persons = store::known_persons().await?;
        let chosen: Option<PersonId> = preferences::get(PERSON).and_then(|id| id.parse().ok());
        let idx = persons
            .iter()
            .position(|known| Some(known.person) == chosen)
            .unwrap_or(0);
        let Some(known) = persons.get(idx).cloned() else {
            return Ok(None);
        };
        self.persons.set(persons);
        let db = store::open_of(known.person).await?;
        make(&db, known.install, self).await
    }

    /// The person was activated just now. Whoever used this browser before makes place by a new
    /// load of the page.
    pub(super) fn enter(self, person: PersonId) {
        preferences::set(PERSON, &person.to_string());
        if self.stage.get_untracked() != Stage::Outside {
            return history::load(&Route::Home.path());
        }
        spawn_local(async move {
            self.navigation.replace(Route::Home);
            self.open().await;
            if let Stage::Inside(inside) = self.stage.get_untracked() {
                inside.is_welcome.set(true);
            }
        });
    }

    /// «Đổi người dùng»: everything typed is stored, then the page is loaded for the other one.
    pub(crate) fn switch_to(self, person: PersonId) {
        spawn_local(async move {
            if let Stage::Inside(inside) = self.stage.get_untracked() {
                inside.work.flush().await;
            }
            preferences::set(PERSON, &person.to_string());
            history::load(&Route::Home.path());
        });
    }

    /// A new start of the app, at one of its screens.
    pub(crate) fn begin_at(self, route: Route) {
        history::load(&route.path());
    }

    /// A new start of the app.
    pub(crate) fn reload(self) {
        page::reload();
    }

    /// With the person's consent, and after everything typed is stored.
    pub(crate) fn update(self) {
        spawn_local(async move {
            if let Stage::Inside(inside) = self.stage.get_untracked() {
                inside.work.flush().await;
            }
            self.device.take_update();
        });
    }
}

/// None if the store lacks what activation writes, which a half-deleted browser profile may do:
/// then the person is activated again and their work is still there.
async fn make(db: &Rc<Db>, install: InstallId, start: Start) -> Stored<Option<Inside>> {
    let (Some(session), Some(key)) = (Session::load(db).await?, store::key(db).await?) else {
        return Ok(None);
    };
    let last_sync = db.setting(driver::keys::LAST_SYNC).await?;
    let digest = session.account().get_untracked().digest.clone();
    let known = known(db, install, digest).await?;
    let install = known.install;
    let late = StoredValue::new(None::<Inside>);
    let log = Log::open(db).await;
    log.note(text::diagnostics::started(APP, &start.device.name()));
    store::tell_failures(db, move |error, is_healing| {
        log.note(text::diagnostics::storage(error, is_healing));
        match error {
            _ if is_healing => start.storage_news.set(text::store::HEALED),
            StoreError::Corrupt { .. } => start.storage_news.set(text::store::reason(error)),
            _ => {}
        }
    });
    let core = Core::new(session, log, db.clone(), move |word| {
        if let Some(inside) = late.get_value() {
            hear(inside, &word);
        }
    });
    let records = Records::new(core);
    let last_sync_ms = last_sync.and_then(|text| text.parse().ok());
    let sync = Sync::new(
        core,
        records,
        known,
        RemoteHttp::new(install, key),
        last_sync_ms,
    );
    let work = Work::new(core, records, sync, start.device);
    let inside = Inside {
        session,
        records,
        sync,
        work,
        backup: Backup::new(core, records, work, sync, install),
        is_welcome: RwSignal::new(false),
    };
    late.set_value(Some(inside));
    let superseded = move || start.stage.set(Stage::Failed);
    store::watch(db, move || work.flush(), superseded);
    sync.start();
    Ok(Some(inside))
}

/// Another tab has changed what is stored.
fn hear(inside: Inside, word: &str) {
    match word {
        words::WORK => inside.records.refresh(Parts::WORK),
        words::BASE => inside.records.refresh(Parts::ALL),
        words::DRAFTS => inside.work.refresh(),
        words::SYNC => inside.sync.trigger(),
        _ => {}
    }
}
