//! The person's own page.

pub(crate) const POSTS: &str = "Vai trò";
pub(crate) const POSTS_HINT: &str =
    "Những gì đồng chí ghi mới sẽ ghi cho đơn vị của vai trò đang chọn.";
pub(crate) const NO_POST: &str = "Đồng chí hiện không giữ vai trò nào. Những gì đã ghi vẫn được giữ và gửi đi. Đồng chí vẫn ghi mới được; mục nào máy chủ chưa nhận thì nằm ở «Cần xử lý».";

pub(crate) const STORAGE: &str = "Bộ nhớ trên máy";
pub(crate) const PROTECTED: &str = "Trình duyệt giữ lâu dài những gì lưu ở đây.";
pub(crate) const UNPROTECTED: &str = "Máy chưa cho phép lưu lâu dài. Nên cài ra màn hình chính.";
pub(crate) const PROTECTION_UNKNOWN: &str =
    "Trình duyệt không cho biết có giữ lâu dài hay không. Nên cài ra màn hình chính.";
pub(crate) const OFFLINE_READY: &str = "Dùng được khi không có mạng";
pub(crate) const OFFLINE_NOT_READY: &str = "Chưa dùng được khi không có mạng: đang chuẩn bị";
pub(crate) const PROTECT: &str = "Xin lưu lâu dài";

pub(crate) const LOOKS: &str = "Hiển thị";
pub(crate) const THEME: &str = "Màu nền";
pub(crate) const THEME_DEVICE: &str = "Theo máy";
pub(crate) const THEME_LIGHT: &str = "Sáng";
pub(crate) const THEME_DARK: &str = "Tối";
pub(crate) const TEXT_SIZE: &str = "Cỡ chữ";
pub(crate) const TEXT_NORMAL: &str = "Vừa";
pub(crate) const TEXT_LARGE: &str = "Lớn";
pub(crate) const TEXT_LARGER: &str = "Rất lớn";

pub(crate) const PEOPLE: &str = "Đổi người dùng";
pub(crate) const PEOPLE_HINT: &str = "Mỗi người có dữ liệu riêng trên máy này, không ai thấy của ai. Mục chưa gửi của người khác vẫn được giữ.";
pub(crate) const ADD_PERSON: &str = "Thêm người dùng khác";

pub(crate) const HELP: &str = "Trợ giúp";
pub(crate) const HELP_TEXT: &str = "Quên mã, mất máy, đổi máy, ghi nhầm hay thấy sai tên, đơn vị: đồng chí báo bí thư chi đoàn của mình.";
pub(crate) const ABOUT: &str = "Phiên bản";
pub(crate) const LOOK_FOR_UPDATE: &str = "Kiểm tra bản mới";
pub(crate) const UPDATE_SAFE: &str = "Cập nhật sẽ không làm mất mục chờ gửi";

/// «Đang dùng 12,3 MB»
pub(crate) fn used(size: &str) -> String {
    "Đang dùng ".to_owned() + size
}

/// «Bí thư chi đoàn · Chi đoàn Sở Công Thương»
pub(crate) fn post(post: &str, unit: &str) -> String {
    if unit.is_empty() {
        post.to_owned()
    } else {
        [post, " · ", unit].concat()
    }
}
