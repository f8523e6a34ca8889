//! How the app begins: who uses this browser, whose store is opened, and what is made of it.

mod erased;
mod kept;

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
use crate::platform::{history, page, preferences, timer};
use crate::route::Route;
use crate::text;

/// The preference that names whose screens are shown; without it, the first known person's.
const PERSON: &str = "person";

/// Between tries to open a storage that does not answer; then only the person's «Mở lại» is left.
const PAUSES_MS: [i64; 6] = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

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
}

/// One person's app: everything that is provided to the screens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    pub(crate) session: Session,
    pub(crate) records: Records,
    pub(crate) sync: Sync,
    pub(crate) work: Work,
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
    /// How often the storage was opened anew.
    heals: RwSignal<u32>,
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
            heals: RwSignal::new(0),
            navigation,
            device,
        };
        spawn_local(start.open());
        start
    }

    pub(crate) fn stage(self) -> Signal<Stage> {
        self.stage.into()
    }

    /// Counts up whenever a dead storage was opened anew.
    pub(crate) fn heals(self) -> Signal<u32> {
        self.heals.into()
    }

    pub(crate) fn failure(self) -> Signal<Option<StoreError>> {
        self.failure.into()
    }

    /// Everybody who was activated in this browser.
    pub(crate) fn persons(self) -> Signal<Vec<KnownPerson>> {
        self.persons.into()
    }

    async fn open(self) {
        let found = self.look().await;
        let is_to_be_tried_again = matches!(found, Err(StoreError::Failed { .. }));
        self.show(found).await;
        self.navigation.begin();
        self.device.start_worker();
        if is_to_be_tried_again {
            self.open_later().await;
        }
    }

    /// A browser that has just come back to life, on a phone with little memory, may take long to
    /// get hold of its storage. What was said of that stays on the screen until it has.
    async fn open_later(self) {
        for pause_ms in PAUSES_MS {
            timer::sleep(pause_ms).await;
            let found = self.look().await;
            if !matches!(found, Err(StoreError::Failed { .. })) {
                return self.show(found).await;
            }
        }
    }

    async fn show(self, found: Stored<Option<Inside>>) {
        match found {
            Ok(Some(inside)) => {
                return_to_camera(inside, self.navigation).await;
                self.stage.set(Stage::Inside(inside));
            }
            Ok(None) => {
                self.stage.set(Stage::Outside);
                spawn_local(self.look_for_traces());
            }
            Err(error) => {
                self.failure.set(Some(error));
                self.stage.set(Stage::Failed);
            }
        }
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
        start.heals.update(|heals| *heals += u32::from(is_healing));
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

/// A phone with little memory kills the browser behind the camera: the next start goes back to
/// the draft that was waiting for the photo.
async fn return_to_camera(inside: Inside, navigation: Navigation) {
    if navigation.route().get_untracked() != Route::Home {
        return;
    }
    let drafts = inside.work.stored_drafts().await;
    if let Some(draft) = drafts.iter().find(|draft| draft.awaiting_photo) {
        navigation.go(Route::Draft(draft.id));
    }
}
