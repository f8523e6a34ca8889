//! Own work into a file and back: «Tạo tệp sao lưu» and «Khôi phục từ tệp».
//!
//! Also for an app that does not start: then only the store of the person who used it last is
//! opened, and nothing else of the app is needed.

mod content;
mod looking;
mod making;
mod reading;
mod rescuing;
mod restoring;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::{InstallId, PersonId};
use nhatky_sync::backup::Head;
pub(crate) use nhatky_sync::backup::Lost;
use nhatky_sync::store::Stored;
use web_sys::File;

pub(crate) use self::content::Content;
pub(crate) use self::looking::Offer;
pub(crate) use self::making::{Made, Making, Way};
pub(crate) use self::reading::{FileProblem, Problem};
pub(crate) use self::restoring::{Restored, Restoring};
use super::core::Core;
use super::records::Records;
use super::store::Db;
use super::sync::Sync;
use super::work::Work;
use crate::platform::{clock, files, history, share};
use crate::text;

/// Messengers take no larger files.
const SHARED_BYTES: u64 = 20_000_000;

/// The person's running app.
#[derive(Debug, Clone, Copy)]
struct Owner {
    core: Core,
    records: Records,
    work: Work,
    sync: Sync,
    install: InstallId,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Backup {
    /// None when the app does not start.
    owner: Option<Owner>,
    /// Count up with every change of what is held: each further type in a signal of its own
    /// would bring 3 KB of code.
    making_changes: RwSignal<u32>,
    restoring_changes: RwSignal<u32>,
    pub(crate) making_at: Extent,
    pub(crate) reading_at: Extent,
    held: StoredValue<Rc<Held>, LocalStorage>,
}

/// How far something that runs has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) done: RwSignal<u64>,
    pub(crate) total: RwSignal<u64>,
}

impl Extent {
    fn new() -> Self {
        Self {
            done: RwSignal::new(0),
            total: RwSignal::new(0),
        }
    }

    fn tell(self, done: u64, total: u64) {
        self.total.set(total);
        self.done.set(done);
    }
}

#[derive(Debug, Default)]
struct Held {
    making: RefCell<Making>,
    restoring: RefCell<Restoring>,
    is_called_off: Cell<bool>,
    /// Parts that were made to be shared.
    made: RefCell<Vec<File>>,
    /// Files that were chosen.
    chosen: RefCell<Vec<File>>,
}

pub(crate) fn use_backup() -> Backup {
    expect_context()
}

impl Backup {
    pub(super) fn new(
        core: Core,
        records: Records,
        work: Work,
        sync: Sync,
        install: InstallId,
    ) -> Self {
        Self::of(Some(Owner {
            core,
            records,
            work,
            sync,
            install,
        }))
    }

    pub(crate) fn for_rescue() -> Self {
        Self::of(None)
    }

    fn of(owner: Option<Owner>) -> Self {
        Self {
            owner,
            making_changes: RwSignal::new(0),
            restoring_changes: RwSignal::new(0),
            making_at: Extent::new(),
            reading_at: Extent::new(),
            held: StoredValue::new_local(Rc::default()),
        }
    }

    pub(crate) fn can_restore(self) -> bool {
        self.owner.is_some()
    }

    /// Whether this browser gives text files to other apps.
    pub(crate) fn can_share(self) -> bool {
        share::can_share_files()
    }

    /// Whoever draws this is drawn again when it changes.
    pub(crate) fn making(self) -> Making {
        self.making_changes.track();
        self.making_untracked()
    }

    fn making_untracked(self) -> Making {
        self.held.with_value(|held| held.making.borrow().clone())
    }

    /// Like `making`.
    pub(crate) fn restoring(self) -> Restoring {
        self.restoring_changes.track();
        self.restoring_untracked()
    }

    fn restoring_untracked(self) -> Restoring {
        self.held.with_value(|held| held.restoring.borrow().clone())
    }

    fn set_making(self, making: Making) {
        self.held.with_value(|held| held.making.replace(making));
        self.making_changes.update(|changes| *changes += 1);
    }

    fn set_restoring(self, restoring: Restoring) {
        self.held
            .with_value(|held| held.restoring.replace(restoring));
        self.restoring_changes.update(|changes| *changes += 1);
    }

    /// One file, into a place that the person picks or as a download.
    pub(crate) fn save(self) {
        spawn_local(making::make(self, None));
    }

    /// Parts for `share`: other apps are opened only by a press of their own.
    pub(crate) fn prepare_sharing(self) {
        spawn_local(making::make(self, Some(SHARED_BYTES)));
    }

    /// Opens the system's sheet with the part, counted from 0.
    pub(crate) fn share(self, idx: usize) {
        self.held.with_value(|held| {
            if let Some(file) = held.made.borrow().get(idx) {
                share::share_file(file);
            }
        });
    }

    /// «Dừng»: the file that was begun is worth nothing.
    pub(crate) fn call_off(self) {
        self.held.with_value(|held| held.is_called_off.set(true));
    }

    /// Files were chosen: says what is in them, writes nothing.
    pub(crate) fn look_at(self, event: &Event) {
        let chosen = files::chosen(event);
        let Some(owner) = self.owner.filter(|_| !chosen.is_empty()) else {
            return;
        };
        if self.begin_restoring() {
            self.held.with_value(|held| held.chosen.replace(chosen));
            spawn_local(looking::look(self, owner));
        }
    }

    /// «Khôi phục»
    pub(crate) fn restore(self) {
        if let Some(owner) = self.owner
            && self.begin_restoring()
        {
            spawn_local(restoring::restore(self, owner));
        }
    }

    /// False if it is running already.
    fn begin_restoring(self) -> bool {
        let is_idle = self.restoring_untracked() != Restoring::Running;
        if is_idle {
            self.reading_at.tell(0, 0);
            self.set_restoring(Restoring::Running);
        }
        is_idle
    }

    /// «Không khôi phục»
    pub(crate) fn forget_files(self) {
        self.held
            .with_value(|held| held.chosen.borrow_mut().clear());
        self.set_restoring(Restoring::Idle);
    }

    fn chosen(self) -> Vec<File> {
        self.held.with_value(|held| held.chosen.borrow().clone())
    }

    async fn source(self) -> Stored<(Rc<Db>, Head)> {
        let Some(owner) = self.owner else {
            return rescuing::source().await;
        };
        owner.work.flush().await;
        let account = owner.core.session.account().get_untracked();
        let head = head(account.person, Some(owner.install), &account.name);
        Ok((owner.core.db(), head))
    }
}

fn head(person: PersonId, install: Option<InstallId>, name: &str) -> Head {
    Head {
        person,
        install,
        made_at_ms: clock::now_ms(),
        part: 1,
        address: history::origin(),
        name: name.to_owned(),
        note: text::backup::NOTE.to_owned(),
    }
}
