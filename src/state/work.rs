//! Filling forms: drafts, photos, handing in, cancelling.
//!
//! A draft is stored from its first answer on, at most half a second after each keystroke and
//! whenever the page is hidden. Handing in is one strict transaction; until the store has said
//! yes, the draft stays as it was.

pub(crate) mod draft_line;
pub(crate) mod open_draft;
pub(crate) mod photo;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::ids::{DraftId, FormCode, RecordId};
use nhatky_sync::store::StoreError;

pub(crate) use self::draft_line::DraftLine;
pub(crate) use self::open_draft::{Locating, OpenDraft, Saved};
pub(crate) use self::photo::{PhotoItem, PhotoProblem, PhotoStage};
use super::Loaded;

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

#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    drafts: RwSignal<Arc<[DraftLine]>>,
}

pub(crate) fn use_work() -> Work {
    expect_context()
}

impl Work {
    /// Drafts on this phone, the one saved last first.
    pub(crate) fn drafts(self) -> Signal<Arc<[DraftLine]>> {
        self.drafts.into()
    }

    /// Starts filling the newest version of a form under the current post, with its presets.
    /// Nothing is stored before the first answer. Go to `Route::Draft` of the id (by `replace`).
    pub(crate) fn start(self, form: &FormCode) -> Result<DraftId, OpenProblem> {
        todo!()
    }

    /// The draft for a form screen: one that was started or is stored. It is closed and saved
    /// when the reactive owner that asked for it goes.
    pub(crate) fn open(self, id: DraftId) -> Signal<Loaded<OpenDraft>> {
        todo!()
    }

    /// A draft with the answers of a record of one's own, to change them; the one that exists
    /// already if there is one.
    pub(crate) fn edit(self, record: RecordId, on_done: Callback<Result<DraftId, OpenProblem>>) {
        todo!()
    }

    /// Checks, then stores the mutation and ends the draft. `OpenDraft::is_busy` until done.
    pub(crate) fn hand_in(
        self,
        draft: OpenDraft,
        on_done: Callback<Result<RecordId, HandInProblem>>,
    ) {
        todo!()
    }

    /// Takes back a record of one's own.
    pub(crate) fn cancel(
        self,
        record: RecordId,
        note: String,
        on_done: Callback<Result<(), HandInProblem>>,
    ) {
        todo!()
    }

    /// Throws a draft away, with the photos that only it has.
    pub(crate) fn discard(self, draft: DraftId, on_done: Callback<Result<(), StoreError>>) {
        todo!()
    }
}
