//! Where a record is. These words and no others, whatever the screen.

pub(crate) const DRAFT: &str = "Nháp, đã lưu trên máy";
pub(crate) const QUEUED: &str = "Chờ gửi";
pub(crate) const SENDING: &str = "Đang gửi";
pub(crate) const RECEIVED: &str = "Máy chủ đã nhận";
pub(crate) const CONFLICT: &str = "Hai bản khác nhau";
pub(crate) const NEEDS_ACTION: &str = "Cần xử lý";
pub(crate) const QUARANTINED: &str = "Máy chủ đã giữ, chưa xử lý được";
pub(crate) const SAVED: &str = "Đã lưu trên máy";

/// «Nháp, đã lưu trên máy 15:42»
pub(crate) fn draft_saved(clock: &str) -> String {
    [DRAFT, " ", clock].concat()
}

/// «Máy chủ đã nhận lúc 18:32»
pub(crate) fn received_at(clock: &str) -> String {
    [RECEIVED, " lúc ", clock].concat()
}

/// «Máy chủ đã nhận số liệu · đang gửi ảnh 1/3»
pub(crate) fn sending_photos(current: u32, total: u32) -> String {
    [
        "Máy chủ đã nhận số liệu · đang gửi ảnh ",
        &current.to_string(),
        "/",
        &total.to_string(),
    ]
    .concat()
}
