//! A form on the screen, being filled.

mod checking;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{DraftId, FieldCode, RecordId, UnitId};
use nhatky_domain::record::{Fields, put};
use nhatky_domain::value::Value;
use nhatky_sync::store::{Draft, StoreError};

use super::photo::Unstored;
use super::sheet::Sheet;
use super::{PhotoItem, presets};
use crate::platform::location::{NoPoint, locate};
use crate::platform::{clock, lock};
use crate::state::core::Core;
use crate::state::records::{Records, last_of_form};

/// What stands beside «Lưu và gửi».
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Nothing was answered yet, nothing is stored.
    Nothing,
    /// The last answer is not stored yet, so nothing may be said.
    Pending,
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

#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenDraft {
    id: DraftId,
    core: Core,
    records: Records,
    sheet: StoredValue<Rc<Sheet>, LocalStorage>,
    fields: RwSignal<Fields>,
    saved: RwSignal<Saved>,
    /// Fields whose errors may be shown.
    touched: RwSignal<BTreeSet<FieldCode>>,
    was_tried: RwSignal<bool>,
    pub(super) unstored: RwSignal<Vec<Unstored>>,
    /// Counts up with every address that is made for a thumbnail.
    pub(super) addresses: RwSignal<u32>,
    has_lost_photo: RwSignal<bool>,
    locating: RwSignal<Locating>,
    is_elsewhere: RwSignal<bool>,
    pub(super) is_busy: RwSignal<bool>,
}

impl PartialEq for OpenDraft {
    fn eq(&self, other: &Self) -> bool {
        self.sheet == other.sheet
    }
}

impl OpenDraft {
    /// `saved` is false for one that is not in the store yet.
    pub(super) fn new(
        core: Core,
        records: Records,
        draft: Draft,
        form: Arc<Form>,
        is_stored: bool,
    ) -> Self {
        let saved = if is_stored {
            Saved::At {
                at_ms: draft.saved_at_ms,
            }
        } else {
            Saved::Nothing
        };
        let open = Self {
            id: draft.id,
            core,
            records,
            fields: RwSignal::new(draft.fields.clone()),
            saved: RwSignal::new(saved),
            touched: RwSignal::default(),
            was_tried: RwSignal::new(false),
            unstored: RwSignal::default(),
            addresses: RwSignal::new(0),
            has_lost_photo: RwSignal::new(draft.awaiting_photo),
            locating: RwSignal::new(Locating::Idle),
            is_elsewhere: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            sheet: StoredValue::new_local(Rc::new(Sheet::new(draft, form))),
        };
        spawn_local(open.claim());
        open
    }

    /// One writer a draft, among all tabs.
    async fn claim(self) {
        let name = ["draft:", &self.id.to_string()].concat();
        match lock::try_hold(&name).await {
            Some(held) => {
                self.sheet().lock.replace(Some(held));
            }
            None => self.is_elsewhere.set(true),
        }
    }

    pub(super) fn core(self) -> Core {
        self.core
    }

    pub(super) fn sheet(self) -> Rc<Sheet> {
        self.sheet.get_value()
    }

    pub(super) fn snapshot(self) -> Draft {
        self.sheet()
            .snapshot(self.fields.get_untracked(), clock::now_ms())
    }

    pub(super) fn set_saved(self, saved: Saved) {
        self.saved.set(saved);
    }

    pub(super) fn show_all_issues(self) {
        self.was_tried.set(true);
    }

    pub(crate) fn id(self) -> DraftId {
        self.id
    }

    /// The version that it is filled with.
    pub(crate) fn form(self) -> Arc<Form> {
        self.sheet.with_value(|sheet| sheet.form.clone())
    }

    pub(crate) fn unit(self) -> UnitId {
        self.sheet.with_value(|sheet| sheet.draft().unit)
    }

    /// The record that it changes; none for a new one.
    pub(crate) fn edits(self) -> Option<RecordId> {
        self.sheet
            .with_value(|sheet| sheet.draft().edits.then_some(sheet.draft().record))
    }

    pub(crate) fn fields(self) -> Signal<Fields> {
        self.fields.into()
    }

    /// Blank while there is no answer.
    pub(crate) fn value(self, code: &FieldCode) -> Signal<Value> {
        let (fields, code) = (self.fields, code.clone());
        Memo::new(move |_| fields.read().get(&code).cloned().unwrap_or_default()).into()
    }

    /// Whether the field is asked, given the other answers.
    pub(crate) fn asks(self, code: &FieldCode) -> Signal<bool> {
        let (fields, form, code) = (self.fields, self.form(), code.clone());
        Memo::new(move |_| form.asks(&code, &fields.read())).into()
    }

    /// An answer; blank takes it out. Stored soon, see `saved`.
    pub(crate) fn set(self, code: &FieldCode, value: Value) {
        if self.is_elsewhere.get_untracked() || self.sheet().is_over.get() {
            return;
        }
        self.fields
            .update(|fields| put(fields, code.clone(), value));
        self.touched.update(|touched| {
            touched.insert(code.clone());
        });
        self.save_soon();
    }

    /// Presets that had to be read first, where nothing was answered meanwhile. They alone make no
    /// draft that is worth storing.
    pub(super) fn preset_late(self, presets: Fields) {
        self.fields.update(|fields| {
            for (code, value) in presets {
                fields.entry(code).or_insert(value);
            }
        });
    }

    pub(crate) fn saved(self) -> Signal<Saved> {
        self.saved.into()
    }

    /// Takes the answers of the last record of this form by the same person, all but day,
    /// photos and place. False if there is none.
    pub(crate) fn copy_last(self, on_done: Callback<bool>) {
        spawn_local(async move {
            let form = self.form();
            let last = last_of_form(self.records, &form.code).await;
            if let Some(last) = &last {
                let copied = presets::copied(&form, &last.fields);
                self.fields.update(|fields| fields.extend(copied));
                self.save_soon();
            }
            on_done.try_run(last.is_some());
        });
    }

    /// The camera or the gallery is about to open: stores the draft at once, because a phone with
    /// little memory kills the browser behind the camera.
    pub(crate) fn expect_photos(self) {
        self.sheet().awaits_photo.set(true);
        self.save_soon();
        self.save_now();
    }

    /// The change event of a file input. Photos are decoded one at a time; see `photos`.
    pub(crate) fn add_photos(self, event: Event) {
        self.has_lost_photo.set(false);
        self.sheet().awaits_photo.set(false);
        self.take_files(&event);
    }

    /// By `PhotoItem::key`; also dismisses one that failed.
    pub(crate) fn remove_photo(self, key: &str) {
        self.drop_photo(key);
    }

    /// Stored ones in their order, then those being prepared and those that failed.
    pub(crate) fn photos(self) -> Signal<Vec<PhotoItem>> {
        self.load_thumbnails();
        Memo::new(move |_| self.photo_items()).into()
    }

    /// The app was killed behind the camera: «Ảnh vừa chụp chưa lưu được…».
    pub(crate) fn has_lost_photo(self) -> Signal<bool> {
        self.has_lost_photo.into()
    }

    /// Asks the phone for one point and answers the form's location field with it.
    pub(crate) fn locate(self) {
        self.locating.set(Locating::UnderWay);
        spawn_local(async move {
            let found = locate().await;
            self.locating.set(match found {
                Ok(_) => Locating::Idle,
                Err(NoPoint::Denied) => Locating::Denied,
                Err(NoPoint::NotFound) => Locating::NotFound,
            });
            let form = self.form();
            if let (Ok(point), Some(field)) = (found, form.field_of(FieldKind::Location)) {
                let angles = [("lat", point.lat), ("lon", point.lon)];
                let angles = angles.map(|(key, angle)| (key.to_owned(), Value::Int(angle)));
                self.set(&field.code, Value::map(angles));
            }
        });
    }

    pub(crate) fn locating(self) -> Signal<Locating> {
        self.locating.into()
    }

    /// Another tab is filling this draft: show it, offer nothing to write.
    pub(crate) fn is_elsewhere(self) -> Signal<bool> {
        self.is_elsewhere.into()
    }

    /// Being handed in.
    pub(crate) fn is_busy(self) -> Signal<bool> {
        self.is_busy.into()
    }
}
