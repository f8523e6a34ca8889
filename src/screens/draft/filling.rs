//! The draft on the screen with what was said about handing it in.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::Form;
use nhatky_domain::ids::FieldCode;
use nhatky_domain::validate::FieldIssue;
use nhatky_domain::value::Value;

use crate::state::work::{HandInProblem, OpenDraft, PhotoItem, PhotoStage};
use crate::text;

/// Handed to every part of the screen; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Filling {
    pub(super) draft: OpenDraft,
    pub(super) photos: Signal<Vec<PhotoItem>>,
    pub(super) issues: Signal<Arc<[FieldIssue]>>,
    /// Why the last try to hand in came to nothing; the next answer takes it away.
    pub(super) problem: RwSignal<Option<HandInProblem>>,
}

impl PartialEq for Filling {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft
    }
}

impl Filling {
    pub(super) fn new(draft: OpenDraft) -> Self {
        Self {
            draft,
            photos: draft.photos(),
            issues: draft.issues(),
            problem: RwSignal::new(None),
        }
    }

    pub(super) fn form(self) -> Arc<Form> {
        self.draft.form()
    }

    pub(super) fn title(self) -> String {
        text::form::title(&self.form(), self.draft.edits().is_some())
    }

    pub(super) fn answer(self, code: &FieldCode, value: Value) {
        if self.problem.read_untracked().is_some() {
            self.problem.set(None);
        }
        self.draft.set(code, value);
    }

    pub(super) fn has_photos_under_way(self) -> bool {
        let photos = self.photos.read();
        photos
            .iter()
            .any(|photo| photo.stage == PhotoStage::Preparing)
    }
}
