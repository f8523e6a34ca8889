//! What was returned, refused or written twice: first on the page, with the reason.

use std::sync::Arc;

use leptos::prelude::*;

use super::more::{list, shown};
use super::own::Own;
use crate::components::chip::Place;
use crate::components::live::live;
use crate::components::row::{RowData, row};
use crate::screens::entry::row_data;
use crate::state::Loaded;
use crate::state::records::{RecordRow, use_records};
use crate::state::session::use_session;
use crate::text;

pub(super) fn attention(own: Own) -> AnyView {
    let is_whole = RwSignal::new(false);
    let shown_list = move || {
        let found = own.attention.get();
        if found.is_empty() {
            return None;
        }
        let shown = shown(found.len(), is_whole);
        let hidden = found.len() - shown;
        let heading = text::home::attention(found.len());
        let rows: Vec<_> = found.into_iter().take(shown).map(one).collect();
        Some(list(heading, rows, hidden, is_whole))
    };
    live(shown_list)
}

/// The note of a return is read only for the few that are shown. That the server has it is of no
/// use here: it is the person's turn.
fn one(found: Arc<RecordRow>) -> AnyView {
    let today = use_session().today();
    let whole = use_records().open(found.id);
    let shown = move || {
        let note = match &*whole.read() {
            Loaded::Ready(record) => record.note.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let data = row_data(&found, today.get());
        row(RowData {
            place: data.place.filter(Place::is_bad),
            note: if note.is_empty() { data.note } else { note },
            ..data
        })
    };
    live(shown)
}
