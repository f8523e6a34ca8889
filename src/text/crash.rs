//! What is said when the app itself has failed.

pub(crate) const TITLE: &str = "Ứng dụng vừa gặp lỗi";
pub(crate) const TEXT: &str = "Những gì đã báo «Đã lưu trên máy» vẫn còn nguyên. Đồng chí mở lại để làm tiếp; nếu vẫn lỗi, báo bí thư và đừng xóa dữ liệu của trình duyệt.";
pub(crate) const RELOAD: &str = "Mở lại";
pub(crate) const STORE_TITLE: &str = "Chưa mở được dữ liệu trên máy";
