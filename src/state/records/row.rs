//! A record in a list.

use nhatky_domain::date::Date;
use nhatky_domain::ids::{FormCode, PersonId, RecordId, StateCode, UnitId};
use nhatky_sync::store::Summary;

use super::WhereIs;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordRow {
    pub(crate) id: RecordId,
    pub(crate) form: FormCode,
    pub(crate) title: String,
    /// Day of the work; none if it cannot be read.
    pub(crate) day: Option<Date>,
    pub(crate) unit: UnitId,
    pub(crate) author: PersonId,
    pub(crate) author_name: String,
    pub(crate) is_mine: bool,
    pub(crate) place: WhereIs,
    /// How it stands in its workflow; for work that is not sent yet, how it will.
    pub(crate) state: StateCode,
    pub(crate) photos: u32,
    /// When it was made or received, for order within a day.
    pub(crate) at_ms: i64,
    /// When it was handed in; none if that is not known apart from `at_ms`.
    pub(crate) made_at_ms: Option<i64>,
}

impl RecordRow {
    /// As pulled.
    pub(super) fn of(summary: &Summary, place: WhereIs, person: PersonId) -> Self {
        Self {
            id: summary.id,
            form: summary.form.clone(),
            title: summary.title.clone(),
            day: Date::parse_iso(&summary.day),
            unit: summary.unit,
            author: summary.author,
            author_name: summary.author_name.clone(),
            is_mine: summary.author == person,
            place,
            state: summary.state.clone(),
            photos: summary.photos_total,
            at_ms: summary.received_at_ms,
            made_at_ms: summary.made_at_ms,
        }
    }
}
