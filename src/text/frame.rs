//! Words of the bars around every screen.

pub(crate) const APP_NAME: &str = "Nhật ký Đoàn";
pub(crate) const SKIP: &str = "Đến nội dung";
pub(crate) const BACK: &str = "Quay lại";
pub(crate) const CLOSE: &str = "Đóng";
pub(crate) const SWITCH_POST: &str = "Đổi vai trò, đang làm việc với: ";
pub(crate) const MAIN_MENU: &str = "Mục chính";
pub(crate) const ADD: &str = "Ghi mới";
pub(crate) const DEMO: &str = "Bản dùng thử – số liệu không có thật";

pub(crate) const TAB_HOME: &str = "Trang chủ";
pub(crate) const TAB_JOURNAL: &str = "Nhật ký";
pub(crate) const TAB_ME: &str = "Cá nhân";

pub(crate) const NO_NETWORK: &str = "Không có mạng – đồng chí vẫn ghi được";
pub(crate) const NEW_VERSION: &str = "Có phiên bản mới";
pub(crate) const UPDATE: &str = "Cập nhật";

pub(crate) const LOADING: &str = "Đang mở…";
pub(crate) const SEARCH: &str = "Tìm kiếm (gõ không dấu cũng được)";
pub(crate) const FILTER: &str = "Lọc theo trạng thái";

/// «Đang đồng bộ… 3/7»
pub(crate) fn syncing(done: u32, total: u32) -> String {
    let mut text = String::from("Đang đồng bộ… ");
    text.push_str(&done.to_string());
    text.push('/');
    text.push_str(&total.to_string());
    text
}

/// What a screen reader says for the number on a tab.
pub(crate) fn waiting(count: u32) -> String {
    count.to_string() + " mục chờ gửi"
}
