//! One record that is not wholly with the server.

use std::cmp::Reverse;
use std::sync::Arc;

use nhatky_domain::date::Date;
use nhatky_domain::ids::RecordId;
use nhatky_domain::order;

use crate::state::records::{OwnWork, WhereIs};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueueItem {
    pub(crate) record: RecordId,
    pub(crate) title: String,
    pub(crate) day: Option<Date>,
    pub(crate) place: WhereIs,
    /// Of its text and photos, in bytes that the server has stored.
    pub(crate) sent_bytes: u64,
    pub(crate) total_bytes: u64,
    /// Server time at which it stored the figures.
    pub(crate) received_at_ms: Option<i64>,
    /// Device time of the next try; none while one is under way or nothing is scheduled.
    pub(crate) next_try_ms: Option<i64>,
}

pub(super) fn queue_of<'a>(
    own: impl Iterator<Item = &'a OwnWork>,
    next_try_ms: Option<i64>,
) -> Arc<[QueueItem]> {
    let mut open: Vec<_> = own
        .filter(|own| own.row.place.is_waiting() || own.row.place.needs_attention())
        .collect();
    order::sort_by_key(&mut open, |own| {
        (Reverse(own.row.place.needs_attention()), own.row.at_ms)
    });
    open.into_iter().map(|own| item(own, next_try_ms)).collect()
}

fn item(own: &OwnWork, next_try_ms: Option<i64>) -> QueueItem {
    QueueItem {
        record: own.row.id,
        title: own.row.title.clone(),
        day: own.row.day,
        place: own.row.place.clone(),
        sent_bytes: own.sent_bytes,
        total_bytes: own.total_bytes,
        received_at_ms: own.received_at_ms,
        next_try_ms: next_try_ms.filter(|_| own.row.place.is_waiting()),
    }
}
