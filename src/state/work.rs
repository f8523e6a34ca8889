//! Filling forms: drafts, photos, handing in, cancelling.
//!
//! A draft is stored from its first answer on, at most half a second after each keystroke and
//! whenever the page is hidden. Handing in is one strict transaction; until the store has said
//! yes, the draft stays as it was.

mod autosave;
pub(crate) mod draft_line;
mod handing_in;
mod idle;
pub(crate) mod open_draft;
mod opening;
pub(crate) mod photo;
mod presets;
mod saving;
mod sheet;
mod tiles;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{DraftId, FormCode, RecordId};
use nhatky_domain::record::Fields;
use nhatky_sync::store::{Draft, Drafts as _, StoreError};

pub(crate) use self::draft_line::DraftLine;
pub(crate) use self::open_draft::{Locating, OpenDraft, Saved};
pub(crate) use self::photo::{PhotoItem, PhotoProblem, PhotoStage};
use super::Loaded;
use super::core::{Core, words};
use super::device::Device;
use super::records::{RecordView, Records};
use super::sync::Sync;
use crate::platform::page;

/// Why a form was not handed in. The draft is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HandInProblem {
    /// `OpenDraft::issues` has what to put right.
    Issues,
    /// An edit that changes nothing.
    NothingChanged,
    /// Every post of the person has ended.
    NoPost,
    /// A photo is still being made smaller.
    PhotosUnderWay,
    Store(StoreError),
}

/// Why a new or existing record cannot be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OpenProblem {
    /// The catalogue is not on this phone yet or does not have the form.
    NoForm,
    NoPost,
    /// The record is not on this phone.
    NoRecord,
    Store(StoreError),
}

impl From<StoreError> for OpenProblem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<StoreError> for HandInProblem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    core: Core,
    records: Records,
    sync: Sync,
    device: Device,
    drafts: RwSignal<Arc<[DraftLine]>>,
    /// Drafts outlive the screens that show them: what was typed last is still being written.
    open: StoredValue<Rc<RefCell<Vec<OpenDraft>>>, LocalStorage>,
    owner: StoredValue<Owner>,
}

pub(crate) fn use_work() -> Work {
    expect_context()
}

impl Work {
    /// Under which post one writes at this moment.
    fn post(self) -> Option<Holding> {
        self.core.session.holding().get_untracked()
    }

    pub(super) fn new(core: Core, records: Records, sync: Sync, device: Device) -> Self {
        let work = Self {
            core,
            records,
            sync,
            device,
            drafts: RwSignal::new(Arc::from([])),
            open: StoredValue::new_local(Rc::default()),
            owner: StoredValue::new(Owner::new()),
        };
        page::on_hidden(move || work.for_each_open(OpenDraft::save_before_hiding));
        page::on_visible(move || work.for_each_open(OpenDraft::camera_is_closed));
        work.refresh();
        work
    }

    /// Drafts on this phone, the one saved last first.
    pub(crate) fn drafts(self) -> Signal<Arc<[DraftLine]>> {
        self.drafts.into()
    }

    /// Starts filling the newest version of a form under the current post, with its presets.
    /// Nothing is stored before the first answer. Go to `Route::Draft` of the id (by `replace`).
    pub(crate) fn start(self, form: &FormCode) -> Result<DraftId, OpenProblem> {
        opening::start(self, form)
    }

    /// The draft for a form screen: one that was started or is stored. It is closed and saved
    /// when the reactive owner that asked for it goes.
    pub(crate) fn open(self, id: DraftId) -> Signal<Loaded<OpenDraft>> {
        let shown = RwSignal::new(Loaded::Waiting);
        on_cleanup(move || self.leave(id));
        spawn_local(async move {
            let found = match opening::find(self, id).await {
                Ok(Some(draft)) => Loaded::Ready(draft),
                Ok(None) => Loaded::Missing,
                Err(error) => Loaded::Failed(error),
            };
            // Fails if the screen has gone meanwhile: then nobody shows the draft.
            let _ = shown.try_set(found);
        });
        shown.into()
    }

    /// A draft with the answers of a record of one's own, to change them or to put right what the
    /// server refused; the one that exists already if there is one.
    pub(crate) fn edit(self, record: RecordId, on_done: Callback<Result<DraftId, OpenProblem>>) {
        spawn_local(async move {
            on_done.try_run(opening::edit(self, record).await);
        });
    }

    /// Checks, then stores the mutation and ends the draft. `OpenDraft::is_busy` until done.
    pub(crate) fn hand_in(
        self,
        draft: OpenDraft,
        on_done: Callback<Result<RecordId, HandInProblem>>,
    ) {
        spawn_local(async move {
            draft.is_busy.set(true);
            let handed_in = handing_in::hand_in(self, draft).await;
            draft.is_busy.set(false);
            on_done.try_run(handed_in);
        });
    }

    /// Takes back a record of one's own.
    pub(crate) fn cancel(
        self,
        record: RecordId,
        note: String,
        on_done: Callback<Result<(), HandInProblem>>,
    ) {
        spawn_local(async move {
            on_done.try_run(handing_in::cancel(self, record, &note).await);
        });
    }

    /// Decides the clashes of a record: these answers stay, with the server and here.
    pub(crate) fn resolve(
        self,
        record: Arc<RecordView>,
        chosen: Fields,
        on_done: Callback<Result<(), HandInProblem>>,
    ) {
        spawn_local(async move {
            on_done.try_run(handing_in::resolve(self, &record, &chosen).await);
        });
    }

    /// Throws a draft away, with the photos that only it has.
    pub(crate) fn discard(self, draft: DraftId, on_done: Callback<Result<(), StoreError>>) {
        spawn_local(async move {
            if let Some(open) = self.find_open(draft) {
                open.sheet().is_over.set(true);
                open.sheet().writing.rest().await;
            }
            let discarded = self.core.db().discard_draft(draft).await;
            match (&discarded, self.find_open(draft)) {
                (Ok(()), _) => self.forget_open(draft),
                (Err(_), Some(open)) => open.sheet().is_over.set(false),
                (Err(_), None) => {}
            }
            self.drafts_changed();
            on_done.try_run(discarded);
        });
    }

    /// Before the page is given up: everything typed is in the store when this is done.
    pub(super) async fn flush(self) {
        let open = self.open.with_value(|open| open.borrow().clone());
        for draft in open {
            draft.flush().await;
        }
    }

    /// None that cannot be read.
    pub(super) async fn stored_drafts(self) -> Vec<Draft> {
        self.core.db().drafts().await.unwrap_or_default()
    }

    /// Another tab or a draft of this one has changed what is stored.
    pub(super) fn refresh(self) {
        spawn_local(async move {
            // What cannot be read is read with the next change; the screen keeps the older list.
            if let Ok(drafts) = self.core.db().drafts().await {
                let catalogue = self.core.session.catalogue().get_untracked();
                let lines = drafts.iter().map(|draft| DraftLine::of(draft, &catalogue));
                self.drafts.set(lines.collect());
            }
        });
    }

    fn drafts_changed(self) {
        self.refresh();
        self.core.say(words::DRAFTS);
    }

    fn for_each_open(self, act: impl Fn(OpenDraft)) {
        let open = self.open.with_value(|open| open.borrow().clone());
        open.into_iter().for_each(act);
    }

    fn find_open(self, id: DraftId) -> Option<OpenDraft> {
        let find = |open: &Vec<OpenDraft>| open.iter().find(|open| open.id() == id).copied();
        self.open.with_value(|open| find(&open.borrow()))
    }

    fn forget_open(self, id: DraftId) {
        if let Some(open) = self.find_open(id) {
            open.sheet().lock.take();
        }
        self.open
            .with_value(|open| open.borrow_mut().retain(|open| open.id() != id));
    }

    /// A screen that showed the draft has gone.
    fn leave(self, id: DraftId) {
        let Some(draft) = self.find_open(id) else {
            return;
        };
        let sheet = draft.sheet();
        sheet.users.set(sheet.users.get().saturating_sub(1));
        spawn_local(async move {
            draft.flush().await;
            if sheet.users.get() == 0 {
                self.forget_open(id);
            }
            self.drafts_changed();
        });
    }
}
