//! One record that is not wholly with the server.

use nhatky_domain::date::Date;
use nhatky_domain::ids::RecordId;

use crate::state::records::WhereIs;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueueItem {
    pub(crate) record: RecordId,
    pub(crate) title: String,
    pub(crate) day: Option<Date>,
    pub(crate) place: WhereIs,
    /// Of its photos, in bytes that the server has stored.
    pub(crate) sent_bytes: u64,
    pub(crate) total_bytes: u64,
    /// Server time at which it stored the figures.
    pub(crate) received_at_ms: Option<i64>,
    /// Device time of the next try; none while one is under way or nothing is scheduled.
    pub(crate) next_try_ms: Option<i64>,
    /// Why a photo was refused.
    pub(crate) refused_photo: Option<String>,
}
