//! The journal: one's own records, and for secretaries those of the unit.

use nhatky_domain::date::Date;

pub(crate) const MINE: &str = "Của tôi";
pub(crate) const UNIT: &str = "Đơn vị";
pub(crate) const WHOSE: &str = "Xem nhật ký của ai";
pub(crate) const ALL: &str = "Tất cả";
pub(crate) const WAITING: &str = "Chờ gửi";
pub(crate) const AWAITING: &str = "Chờ xác nhận";
pub(crate) const RETURNED: &str = "Trả lại";
pub(crate) const EMPTY: &str = "Đồng chí chưa ghi hoạt động nào.";
pub(crate) const EMPTY_UNIT: &str = "Chưa có hoạt động nào của đơn vị về máy này.";
pub(crate) const FOUND_NONE: &str = "Không tìm thấy kết quả";
pub(crate) const NO_DAY: &str = "Chưa rõ ngày";

/// «Nhập 24/7 khi mất mạng, máy chủ nhận 26/7»
pub(crate) fn came_late(made: Date, received: Date) -> String {
    [
        "Nhập ",
        &made.vi_day_month(),
        " khi mất mạng, máy chủ nhận ",
        &received.vi_day_month(),
    ]
    .concat()
}
