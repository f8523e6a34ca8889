//! How a record stands in its workflow.

use nhatky_domain::ids::StateCode;
use nhatky_domain::workflow::{AWAITING, CANCELLED, COMPILED, CONFIRMED, MERGED, RETURNED};

/// The name of a state; an unknown one is shown as it came.
pub(crate) fn name(state: &StateCode) -> &str {
    match state.as_str() {
        AWAITING => "Chờ xác nhận",
        CONFIRMED => "Đã xác nhận",
        RETURNED => "Trả lại để bổ sung",
        MERGED => "Đã gộp",
        CANCELLED => "Đã hủy",
        COMPILED => "Đã tổng hợp",
        unknown => unknown,
    }
}
