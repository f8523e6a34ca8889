//! The person's own records, sorted out for the home page.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::workflow::{CANCELLED, RETURNED};

use crate::state::Loaded;
use crate::state::records::{RecordRow, WhereIs, use_records};
use crate::state::session::use_session;

pub(super) type OwnRows = Vec<Arc<RecordRow>>;

#[derive(Clone, Copy)]
pub(super) struct Own {
    /// Returned, refused or in conflict: the person has to do something.
    pub(super) attention: Memo<OwnRows>,
    /// The others of this week.
    pub(super) week: Memo<Loaded<OwnRows>>,
}

pub(super) fn own() -> Own {
    let (rows, today) = (use_records().rows(), use_session().today());
    Own {
        attention: Memo::new(move |_| match &*rows.read() {
            Loaded::Ready(rows) => pick(rows, needs_person),
            _ => Vec::new(),
        }),
        week: Memo::new(move |_| match &*rows.read() {
            Loaded::Ready(rows) => {
                let today = today.get();
                Loaded::Ready(pick(rows, |row| {
                    is_of_week(row, today) && !needs_person(row) && !is_over(row)
                }))
            }
            Loaded::Waiting => Loaded::Waiting,
            Loaded::Missing => Loaded::Missing,
            Loaded::Failed(error) => Loaded::Failed(error.clone()),
        }),
    }
}

fn pick(rows: &[Arc<RecordRow>], is_wanted: impl Fn(&RecordRow) -> bool) -> OwnRows {
    let wanted = rows.iter().filter(|row| row.is_mine && is_wanted(row));
    wanted.cloned().collect()
}

fn needs_person(row: &RecordRow) -> bool {
    row.state.as_str() == RETURNED
        || matches!(row.place, WhereIs::Conflict | WhereIs::NeedsAction { .. })
}

/// Work of this week, or work of another day that was logged this week.
fn is_of_week(row: &RecordRow, today: Date) -> bool {
    let week = today.iso_week();
    week.contains(Timestamp(row.at_ms).vn_date()) || row.day.is_some_and(|day| week.contains(day))
}

/// Taken back, and the server knows it.
fn is_over(row: &RecordRow) -> bool {
    row.state.as_str() == CANCELLED && matches!(row.place, WhereIs::Received { .. })
}
