//! The way of a record: saved on the phone, received by the server, seen by the secretary.

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::ids::StateCode;
use nhatky_domain::workflow::{AWAITING, CANCELLED, RETURNED};

use crate::components::way::{Step, WayStep};
use crate::screens::entry;
use crate::state::records::RecordView;
use crate::text;

/// Received this much later than saved: there was no network in between.
const OFFLINE_MS: i64 = 10 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;

pub(super) fn steps(view: &RecordView, today: Date) -> Vec<WayStep> {
    vec![
        saved(view),
        received(view, today),
        standing(&view.row.state),
    ]
}

fn saved(view: &RecordView) -> WayStep {
    let way = view.way;
    let at = Timestamp(way.saved_at_ms).vi();
    let off_ms = way.device_off_ms.unwrap_or(0);
    let waited_ms = way
        .received_at_ms
        .map_or(0, |received_ms| received_ms - (way.saved_at_ms - off_ms));
    let mut when = at;
    if waited_ms > OFFLINE_MS {
        when.push_str(", ");
        when.push_str(text::record::OFFLINE);
    }
    if off_ms.abs() >= HOUR_MS {
        when.push_str(". ");
        when.push_str(&text::record::clock_off(off_ms / HOUR_MS));
    }
    WayStep {
        step: Step::Done,
        text: text::record::SAVED.to_owned(),
        when,
    }
}

fn received(view: &RecordView, today: Date) -> WayStep {
    let way = view.way;
    match (way.complete_at_ms, way.received_at_ms) {
        (Some(complete_ms), _) => WayStep {
            step: Step::Done,
            text: text::record::RECEIVED.to_owned(),
            when: text::record::with_photos(&Timestamp(complete_ms).vi(), view.photos.len()),
        },
        (None, Some(received_ms)) => WayStep {
            step: Step::Next,
            text: text::record::FIGURES_RECEIVED.to_owned(),
            when: Timestamp(received_ms).vi(),
        },
        (None, None) => WayStep {
            step: Step::Next,
            text: text::record::NOT_YET_RECEIVED.to_owned(),
            when: entry::place(&view.row.place, today).words(),
        },
    }
}

fn standing(state: &StateCode) -> WayStep {
    let (step, words) = match state.as_str() {
        AWAITING => (Step::Next, text::record::WAITS_FOR_SECRETARY),
        RETURNED | CANCELLED => (Step::Bad, text::standing::name(state)),
        _ => (Step::Done, text::standing::name(state)),
    };
    WayStep {
        step,
        text: words.to_owned(),
        when: String::new(),
    }
}
