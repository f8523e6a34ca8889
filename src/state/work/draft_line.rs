//! A draft in a list.

use nhatky_domain::ids::{DraftId, FormCode, RecordId, UnitId};

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
