//! What the connection bar says of network, server and clock.

pub(crate) const UNREACHABLE: &str = "Chưa kết nối được máy chủ – đồng chí vẫn ghi được";
pub(crate) const SLOW: &str = "Máy chủ chưa trả lời – đồng chí vẫn ghi được";
pub(crate) const SERVER_TROUBLE: &str = "Gửi chưa được, sẽ tự thử lại";
pub(crate) const TRY_AGAIN: &str = "Thử lại";
pub(crate) const SIGNED_OUT: &str = "Phiên đăng nhập đã hết. Vẫn ghi được, cần đăng nhập để gửi.";
pub(crate) const ENTER_CODE: &str = "Nhập mã mới";
pub(crate) const REVOKED: &str = "Máy này đã bị thu hồi quyền. Những gì chưa gửi vẫn còn trên máy.";

/// The server's disk fills up; whoever runs it is told by the server itself.
pub(crate) fn server_full(photos_only: bool) -> &'static str {
    if photos_only {
        "Máy chủ sắp hết chỗ: chữ vẫn gửi được, ảnh còn giữ trên máy và sẽ tự gửi sau"
    } else {
        "Máy chủ đã hết chỗ: mọi thứ còn giữ trên máy và sẽ tự gửi sau"
    }
}

/// «Giờ trên máy lệch 7 giờ so với máy chủ»
pub(crate) fn clock_off(hours: i64) -> String {
    [
        "Giờ trên máy lệch ",
        &hours.unsigned_abs().to_string(),
        " giờ so với máy chủ",
    ]
    .concat()
}
