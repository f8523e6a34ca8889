//! A draft in a list.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::{DraftId, FormCode, RecordId, UnitId};
use nhatky_sync::store::Draft;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftLine {
    pub(crate) id: DraftId,
    pub(crate) form: FormCode,
    /// The form's name while nothing stands in its title field.
    pub(crate) title: String,
    pub(crate) unit: UnitId,
    pub(crate) photos: usize,
    pub(crate) saved_at_ms: i64,
    /// The record that it changes; none for a new one.
    pub(crate) edits: Option<RecordId>,
    /// The app was killed behind the camera and this draft waits for its photo.
    pub(crate) lost_photo: bool,
}

impl DraftLine {
    pub(super) fn of(draft: &Draft, catalogue: &Catalogue) -> Self {
        let form = catalogue.form_version(&draft.form, draft.form_version);
        let photos = form
            .and_then(|form| form.field_of(FieldKind::Photos))
            .and_then(|field| draft.fields.get(&field.code));
        Self {
            id: draft.id,
            form: draft.form.clone(),
            title: form.map_or_else(String::new, |form| form.title_of(&draft.fields)),
            unit: draft.unit,
            photos: photos.map_or(0, |photos| photos.items().len()),
            saved_at_ms: draft.saved_at_ms,
            edits: draft.edits.then_some(draft.record),
            lost_photo: draft.awaiting_photo,
        }
    }
}
