//! Work that was begun and not handed in. It is nowhere else, so all of it can be reached here.

use leptos::prelude::*;
use nhatky_domain::date::Date;

use super::more::{list, shown};
use crate::components::chip::Place;
use crate::components::live::live;
use crate::components::row::{RowData, row};
use crate::route::Route;
use crate::state::session::use_session;
use crate::state::work::{DraftLine, use_work};
use crate::text;

pub(super) fn drafts() -> AnyView {
    let (drafts, today) = (use_work().drafts(), use_session().today());
    let is_whole = RwSignal::new(false);
    let shown_list = move || {
        let drafts = drafts.get();
        if drafts.is_empty() {
            return None;
        }
        let shown = shown(drafts.len(), is_whole);
        let today = today.get();
        let rows: Vec<_> = drafts
            .iter()
            .take(shown)
            .map(|draft| row(row_data(draft, today)))
            .collect();
        let heading = text::home::drafts(drafts.len());
        Some(list(heading, rows, drafts.len() - shown, is_whole))
    };
    live(shown_list)
}

fn row_data(draft: &DraftLine, today: Date) -> RowData {
    let mut facts = Vec::new();
    if draft.edits.is_some() {
        facts.push(text::home::EDITING.to_owned());
    }
    if draft.photos > 0 {
        facts.push(text::home::photos(draft.photos));
    }
    let note = if draft.lost_photo {
        text::form::LOST_PHOTO
    } else {
        ""
    };
    RowData {
        href: Route::Draft(draft.id).path(),
        title: draft.title.clone(),
        facts: facts.join(" · "),
        place: Some(Place::Draft {
            at: text::moment::clock(draft.saved_at_ms, today),
        }),
        standing: None,
        note: note.to_owned(),
    }
}
