//! What a draft on the screen is made of besides its signals.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::FieldCode;
use nhatky_domain::record::Fields;
use nhatky_sync::store::{Draft, NewBlob};
use web_sys::File;

use super::autosave::Autosave;
use super::idle::Busy;
use crate::platform::lock::Held;
use crate::platform::object_url::ObjectUrl;
use crate::platform::timer::Timer;

#[derive(Debug)]
pub(super) struct Sheet {
    /// Everything but the answers and the time, which are the signals'.
    draft: Draft,
    pub(super) form: Arc<Form>,
    pub(super) autosave: Cell<Autosave>,
    pub(super) timer: RefCell<Option<Timer>>,
    pub(super) writing: Busy,
    /// Bytes of photos that go with the next write.
    pub(super) blobs: RefCell<Vec<NewBlob>>,
    /// Whether a photo was asked for and has not come.
    pub(super) awaits_photo: Cell<bool>,
    /// Files waiting to be made smaller, by the key of their tile.
    pub(super) files: RefCell<VecDeque<(String, File)>>,
    pub(super) shrinking: Busy,
    pub(super) next_key: Cell<u32>,
    /// Addresses of thumbnails, by the hash of their photo.
    pub(super) urls: RefCell<BTreeMap<String, ObjectUrl>>,
    pub(super) lock: RefCell<Option<Held>>,
    /// Screens that show it.
    pub(super) users: Cell<u32>,
    /// Handed in or thrown away: nothing is written any more.
    pub(super) is_over: Cell<bool>,
}

impl Sheet {
    pub(super) fn new(draft: Draft, form: Arc<Form>) -> Self {
        Self {
            awaits_photo: Cell::new(false),
            draft,
            form,
            autosave: Cell::default(),
            timer: RefCell::default(),
            writing: Busy::default(),
            blobs: RefCell::default(),
            files: RefCell::default(),
            shrinking: Busy::default(),
            next_key: Cell::default(),
            urls: RefCell::default(),
            lock: RefCell::default(),
            users: Cell::default(),
            is_over: Cell::default(),
        }
    }

    pub(super) fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The draft as it is written at this moment.
    pub(super) fn snapshot(&self, fields: Fields, now_ms: i64) -> Draft {
        Draft {
            fields,
            saved_at_ms: now_ms,
            awaiting_photo: self.awaits_photo.get(),
            ..self.draft.clone()
        }
    }

    /// The form's one field with photos.
    pub(super) fn photo_field(&self) -> Option<&FieldCode> {
        self.form
            .field_of(FieldKind::Photos)
            .map(|field| &field.code)
    }
}
