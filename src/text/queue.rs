//! What waits to be sent.

pub(crate) const EMPTY: &str = "Không có mục nào chờ gửi. Mọi thứ đồng chí ghi đã ở trên máy chủ.";
pub(crate) const SYNC_NOW: &str = "Đồng bộ ngay";
pub(crate) const SYNCING: &str = "Đang đồng bộ…";
pub(crate) const ANEW: &str = "Thử lại từ đầu";
pub(crate) const PHOTOS: &str = "Gửi ảnh";
pub(crate) const NOW: &str = "Ngay";
pub(crate) const ON_WIFI: &str = "Khi có Wi-Fi";
pub(crate) const ON_DEMAND: &str = "Khi tôi bấm";
pub(crate) const PHOTOS_LATER: &str = "Số liệu luôn gửi trước, ảnh gửi sau.";

pub(crate) const OFFLINE: &str = "Chưa có mạng. Sẽ tự gửi khi có mạng.";
pub(crate) const UNREACHABLE: &str = "Máy chủ chưa trả lời.";
pub(crate) const SERVER_TROUBLE: &str = "Máy chủ đang bận hoặc gặp lỗi.";
pub(crate) const SIGNED_OUT: &str = "Cần mã kích hoạt mới để gửi. Nội dung vẫn được giữ trên máy.";
pub(crate) const REVOKED: &str =
    "Máy này không còn được gửi. Nội dung vẫn ở trên máy, đồng chí mở mục để xuất ra tệp.";
pub(crate) const PHOTOS_ON_WIFI: &str = "Ảnh đợi khi có Wi-Fi.";
pub(crate) const PHOTOS_ON_DEMAND: &str = "Ảnh đợi đồng chí bấm «Đồng bộ ngay».";

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
