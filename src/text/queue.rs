//! What waits to be sent.

pub(crate) const EMPTY: &str = "Không có mục nào chờ gửi. Mọi thứ đồng chí ghi đã ở trên máy chủ.";
pub(crate) const SYNC_NOW: &str = "Đồng bộ ngay";
pub(crate) const SYNCING: &str = "Đang đồng bộ…";
pub(crate) const PHOTOS: &str = "Gửi ảnh";
pub(crate) const NOW: &str = "Ngay";
pub(crate) const ON_WIFI: &str = "Khi có Wi-Fi";
pub(crate) const ON_DEMAND: &str = "Khi tôi bấm";
pub(crate) const PHOTOS_LATER: &str = "Số liệu luôn gửi trước, ảnh gửi sau.";

/// «Tháng này đã dùng 4,2 MB»
pub(crate) fn used(size: &str) -> String {
    "Tháng này đã dùng ".to_owned() + size
}

/// «148 KB / 639 KB»
pub(crate) fn sent(sent: &str, total: &str) -> String {
    [sent, " / ", total].concat()
}

/// «Số liệu máy chủ đã nhận 18:31»
pub(crate) fn figures_received(clock: &str) -> String {
    "Số liệu máy chủ đã nhận ".to_owned() + clock
}

/// «Sẽ tự thử lại lúc 15:42»
pub(crate) fn next_try(clock: &str) -> String {
    "Sẽ tự thử lại lúc ".to_owned() + clock
}
