//! A form on the screen, being filled.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use nhatky_domain::form::Form;
use nhatky_domain::ids::{DraftId, FieldCode, RecordId, UnitId};
use nhatky_domain::record::Fields;
use nhatky_domain::validate::{FieldIssue, Problem};
use nhatky_domain::value::Value;
use nhatky_sync::store::StoreError;

use super::PhotoItem;

/// What stands beside «Lưu và gửi».
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Nothing was answered yet, nothing is stored.
    Nothing,
    /// Device time: «Nháp, đã lưu trên máy 15:42».
    At { at_ms: i64 },
    /// What is on the screen is not stored. It is tried again with the next answer.
    Failed(StoreError),
}

/// What became of asking for the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locating {
    Idle,
    UnderWay,
    /// The person or the browser does not allow it.
    Denied,
    /// No fix in time.
    NotFound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OpenDraft {
    id: DraftId,
    fields: RwSignal<Fields>,
}

impl OpenDraft {
    pub(crate) fn id(self) -> DraftId {
        self.id
    }

    /// The version that it is filled with.
    pub(crate) fn form(self) -> Arc<Form> {
        todo!()
    }

    pub(crate) fn unit(self) -> UnitId {
        todo!()
    }

    /// The record that it changes; none for a new one.
    pub(crate) fn edits(self) -> Option<RecordId> {
        todo!()
    }

    pub(crate) fn fields(self) -> Signal<Fields> {
        self.fields.into()
    }

    /// Blank while there is no answer.
    pub(crate) fn value(self, code: &FieldCode) -> Signal<Value> {
        todo!()
    }

    /// Whether the field is asked, given the other answers.
    pub(crate) fn asks(self, code: &FieldCode) -> Signal<bool> {
        todo!()
    }

    /// An answer; blank takes it out. Stored soon, see `saved`.
    pub(crate) fn set(self, code: &FieldCode, value: Value) {
        todo!()
    }

    pub(crate) fn saved(self) -> Signal<Saved> {
        todo!()
    }

    /// What to show under a field: warnings at once, errors once the field was touched or
    /// handing in was tried.
    pub(crate) fn problems(self, code: &FieldCode) -> Signal<Vec<Problem>> {
        todo!()
    }

    /// Everything that keeps it from being handed in, once that was tried; for the list on top.
    pub(crate) fn issues(self) -> Signal<Arc<[FieldIssue]>> {
        todo!()
    }

    /// Takes the answers of the last record of this form by the same person, all but day,
    /// photos and place. False if there is none.
    pub(crate) fn copy_last(self, on_done: Callback<bool>) {
        todo!()
    }

    /// The camera or the gallery is about to open: stores the draft at once, because a phone with
    /// little memory kills the browser behind the camera.
    pub(crate) fn expect_photos(self) {
        todo!()
    }

    /// The change event of a file input. Photos are decoded one at a time; see `photos`.
    pub(crate) fn add_photos(self, event: Event) {
        todo!()
    }

    /// By `PhotoItem::key`; also dismisses one that failed.
    pub(crate) fn remove_photo(self, key: &str) {
        todo!()
    }

    /// Stored ones in their order, then those being prepared and those that failed.
    pub(crate) fn photos(self) -> Signal<Vec<PhotoItem>> {
        todo!()
    }

    /// The app was killed behind the camera: «Ảnh vừa chụp chưa lưu được…».
    pub(crate) fn has_lost_photo(self) -> Signal<bool> {
        todo!()
    }

    /// Asks the phone for one point and answers the form's location field with it.
    pub(crate) fn locate(self) {
        todo!()
    }

    pub(crate) fn locating(self) -> Signal<Locating> {
        todo!()
    }

    /// Another tab is filling this draft: show it, offer nothing to write.
    pub(crate) fn is_elsewhere(self) -> Signal<bool> {
        todo!()
    }

    /// Being handed in.
    pub(crate) fn is_busy(self) -> Signal<bool> {
        todo!()
    }
}
