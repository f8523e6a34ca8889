//! One record with everything that is known of it.

use std::sync::Arc;

use nhatky_domain::form::Form;
use nhatky_domain::ids::{BlobHash, FieldCode};
use nhatky_domain::record::Record;
use nhatky_domain::value::Value;

use super::RecordRow;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RecordView {
    pub(crate) row: RecordRow,
    /// As it reads with one's own unsent work on it.
    pub(crate) record: Record,
    /// The version that it was filled with; none if this phone does not know it.
    pub(crate) form: Option<Arc<Form>>,
    pub(crate) way: Way,
    pub(crate) photos: Vec<ViewPhoto>,
    /// The note of the last return or cancellation.
    pub(crate) note: Option<String>,
    /// Two answers to one question, of which the first stays in force.
    pub(crate) clashes: Vec<Clash>,
    pub(crate) can_edit: bool,
    pub(crate) can_cancel: bool,
}

/// «Đã lưu trên máy 15:10 · Máy chủ đã nhận 18:32»
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// Device time of handing in.
    pub(crate) saved_at_ms: i64,
    /// The device's clock minus the server's at that time; none if it was not known.
    pub(crate) device_off_ms: Option<i64>,
    /// Server time of first receipt; none while only on this phone.
    pub(crate) received_at_ms: Option<i64>,
    /// Server time at which the last photo was confirmed.
    pub(crate) complete_at_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ViewPhoto {
    pub(crate) hash: BlobHash,
    pub(crate) thumb: BlobHash,
    pub(crate) size_bytes: u64,
    /// Bytes that the server has stored; `size_bytes` when it has confirmed the hash.
    pub(crate) sent_bytes: u64,
    pub(crate) is_confirmed: bool,
    /// Why the server will not take it.
    pub(crate) refused: Option<String>,
}

/// Both values of a field that two people changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clash {
    pub(crate) field: FieldCode,
    pub(crate) mine: Value,
    pub(crate) in_force: Value,
}
