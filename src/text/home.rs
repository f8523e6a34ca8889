//! The home page.

use nhatky_domain::date::{Date, Timestamp};

pub(crate) const LOG_ACTIVITY: &str = "Ghi hoạt động";
pub(crate) const HALF_HOUR: &str = "30 phút hành động";
pub(crate) const HALF_HOUR_HINT: &str = "Ngày, giờ đã điền sẵn";
pub(crate) const NEVER_SYNCED: &str = "Máy này chưa đồng bộ lần nào";
pub(crate) const THIS_WEEK: &str = "Tuần này đồng chí đã ghi";
pub(crate) const NOTHING_THIS_WEEK: &str = "Tuần này đồng chí chưa ghi hoạt động nào.";
pub(crate) const WHOLE_JOURNAL: &str = "Xem cả nhật ký";
/// On a draft that changes a record which exists.
pub(crate) const EDITING: &str = "Đang sửa";

/// «Chào đồng chí Hà»
pub(crate) fn greeting(given_name: &str) -> String {
    "Chào đồng chí ".to_owned() + given_name
}

/// «Thứ Sáu, 24/7/2020 · Tuần 30»
pub(crate) fn today(day: Date) -> String {
    [
        day.weekday().vi(),
        ", ",
        &day.vi_short(),
        " · ",
        &day.iso_week().name(),
    ]
    .concat()
}

/// «Lần đồng bộ gần nhất: 23/07/2020 20:10»
pub(crate) fn last_sync(at_ms: Option<i64>) -> String {
    match at_ms {
        Some(at_ms) => "Lần đồng bộ gần nhất: ".to_owned() + &Timestamp(at_ms).vi(),
        None => NEVER_SYNCED.to_owned(),
    }
}

/// «Chờ gửi (0)»
pub(crate) fn waiting(count: u32) -> String {
    counted("Chờ gửi", count as usize)
}

/// «Cần bổ sung, xử lý (1)»
pub(crate) fn attention(count: usize) -> String {
    counted("Cần bổ sung, xử lý", count)
}

/// «Bản nháp (2)»
pub(crate) fn drafts(count: usize) -> String {
    counted("Bản nháp", count)
}

/// «Xem thêm (3)»
pub(crate) fn more(hidden: usize) -> String {
    counted("Xem thêm", hidden)
}

/// «3 ảnh»
pub(crate) fn photos(count: usize) -> String {
    count.to_string() + " ảnh"
}

fn counted(words: &str, count: usize) -> String {
    [words, " (", &count.to_string(), ")"].concat()
}
