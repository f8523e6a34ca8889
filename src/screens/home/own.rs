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
    row.state.as_str() == RETURNED || row.place.needs_attention()
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

#[cfg(test)]
mod tests {
    use nhatky_domain::ids::{PersonId, RecordId, UnitId};
    use nhatky_domain::workflow::{AWAITING, CONFIRMED};

    use super::*;

    const TODAY: &str = "2020-07-24";

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    /// Logged on `logged` for work done on `day`.
    fn row(day: &str, logged: &str, place: WhereIs, state: &str) -> RecordRow {
        RecordRow {
            id: RecordId::from_time(1, [1; 10]),
            form: "HD".into(),
            title: String::new(),
            day: Some(date(day)),
            unit: UnitId::from_time(1, [1; 10]),
            author: PersonId::from_time(1, [1; 10]),
            author_name: String::new(),
            is_mine: true,
            place,
            state: state.into(),
            photos: 0,
            at_ms: i64::from(date(logged).days_since_epoch()) * 86_400_000,
            made_at_ms: None,
        }
    }

    #[test]
    fn what_was_returned_refused_or_written_twice_needs_the_person() {
        let received = WhereIs::Received { at_ms: 0 };
        let refused = WhereIs::NeedsAction {
            code: "period_closed".to_owned(),
        };
        for (place, state, is_needed) in [
            (received.clone(), RETURNED, true),
            (refused, AWAITING, true),
            (WhereIs::Conflict, CONFIRMED, true),
            (WhereIs::Queued { held: None }, AWAITING, false),
            (received, CONFIRMED, false),
        ] {
            let row = row(TODAY, TODAY, place, state);
            assert_eq!(needs_person(&row), is_needed, "{row:?}");
        }
    }

    #[test]
    fn the_week_has_its_work_and_what_was_logged_late_in_it() {
        for (day, logged, is_shown) in [
            ("2020-07-20", "2020-07-20", true),
            ("2020-07-18", "2020-07-24", true),
            ("2020-07-19", "2020-07-19", false),
            ("2020-07-27", "2020-07-19", false),
        ] {
            let row = row(day, logged, WhereIs::Sending, AWAITING);
            assert_eq!(is_of_week(&row, date(TODAY)), is_shown, "{day} {logged}");
        }
    }
}
