//! A record as a line of a list, in the words of every list.

use nhatky_domain::date::{Date, Timestamp};

use crate::components::chip::Place;
use crate::components::row::RowData;
use crate::route::Route;
use crate::state::records::{RecordRow, WhereIs};
use crate::state::work::{HandInProblem, OpenProblem};
use crate::text;

pub(crate) fn row_data(row: &RecordRow, today: Date) -> RowData {
    let day = row.day.map(|day| day.vi_day_month());
    let photos = (row.photos > 0).then(|| text::home::photos(row.photos as usize));
    let author = (!row.is_mine).then(|| nhatky_domain::name::comrade(&row.author_name));
    let facts: Vec<_> = [day, photos, author].into_iter().flatten().collect();
    RowData {
        href: Route::Record(row.id).path(),
        title: row.title.clone(),
        facts: facts.join(" · "),
        place: Some(place(&row.place, today)),
        standing: Some(row.state.clone()),
        note: match note(&row.place) {
            note if note.is_empty() => came_late(row),
            note => note,
        },
    }
}

/// Somebody else's work that reached the server on a later day than it was handed in.
fn came_late(row: &RecordRow) -> String {
    let day = |at_ms| Timestamp(at_ms).vn_date();
    match row.made_at_ms {
        Some(made_at_ms) if !row.is_mine && day(made_at_ms) < day(row.at_ms) => {
            text::journal::came_late(day(made_at_ms), day(row.at_ms))
        }
        _ => String::new(),
    }
}

/// The situation as its chip says it.
pub(crate) fn place(where_is: &WhereIs, today: Date) -> Place {
    match where_is {
        WhereIs::Queued { .. } | WhereIs::Stuck { .. } => Place::Queued,
        WhereIs::Sending => Place::Sending,
        WhereIs::SendingPhotos { current, total } => Place::SendingPhotos {
            current: *current,
            total: *total,
        },
        WhereIs::Received { at_ms } => Place::Received {
            at: Some(text::moment::clock(*at_ms, today)),
        },
        WhereIs::Conflict => Place::Conflict,
        WhereIs::NeedsAction { .. } => Place::NeedsAction,
        WhereIs::Quarantined { .. } => Place::Quarantined,
    }
}

/// Why it waits or was refused; empty if nothing is the matter.
pub(crate) fn note(where_is: &WhereIs) -> String {
    match where_is {
        WhereIs::Queued { held: Some(code) }
        | WhereIs::NeedsAction { code }
        | WhereIs::Quarantined { code }
        | WhereIs::Stuck { code } => text::refusal::reason(code),
        _ => String::new(),
    }
}

/// Why a record cannot be opened for writing.
pub(crate) fn open_problem(problem: &OpenProblem) -> String {
    match problem {
        OpenProblem::NoForm => text::form::NO_FORM.to_owned(),
        OpenProblem::NoPost => text::form::NO_POST.to_owned(),
        OpenProblem::NoRecord => text::form::NO_RECORD.to_owned(),
        OpenProblem::Store(error) => text::store::reason(error).to_owned(),
    }
}

/// Why work was not handed in.
pub(crate) fn hand_in_problem(problem: &HandInProblem) -> String {
    match problem {
        HandInProblem::Issues => text::form::SEE_ISSUES.to_owned(),
        HandInProblem::NothingChanged => text::form::NOTHING_CHANGED.to_owned(),
        HandInProblem::NoPost => text::form::NO_POST.to_owned(),
        HandInProblem::PhotosUnderWay => text::form::PHOTOS_UNDER_WAY.to_owned(),
        HandInProblem::Store(error) => text::store::reason(error).to_owned(),
    }
}
