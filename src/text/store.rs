//! What to say when the phone's own storage fails: what happened, what is safe, what to do.

use nhatky_sync::store::StoreError;

/// Nothing could be read.
pub(crate) const NOT_READ: &str = "Chưa đọc được dữ liệu trên máy";

/// The browser had lost its hold of the storage, and the app took it up again by itself.
pub(crate) const HEALED: &str = "Bộ nhớ của trình duyệt vừa được mở lại. Những gì đã lưu vẫn còn.";

/// Why, and the next step. Nothing of what was stored before is touched by any of these.
pub(crate) fn reason(error: &StoreError) -> &'static str {
    match error {
        StoreError::QuotaExceeded => {
            "Bộ nhớ đã đầy. Những gì đã lưu vẫn còn. Đồng chí xóa bớt ảnh, tệp không cần trên máy rồi thử lại."
        }
        StoreError::Blocked => {
            "Nhật ký Đoàn đang mở ở cửa sổ khác với phiên bản cũ. Những gì đã lưu vẫn còn. Đồng chí đóng cửa sổ kia rồi thử lại."
        }
        StoreError::SchemaTooNew { .. } => {
            "Dữ liệu trên máy là của phiên bản mới hơn và được giữ nguyên. Đồng chí cập nhật ứng dụng rồi mở lại."
        }
        StoreError::Corrupt { .. } => {
            "Có một mục trên máy không đọc được, các mục khác không bị ảnh hưởng. Đồng chí báo cho bí thư và đừng xóa dữ liệu của trình duyệt."
        }
        StoreError::CursorMoved | StoreError::Failed { .. } => {
            "Trình duyệt chưa đọc, ghi được bộ nhớ. Những gì đã lưu vẫn còn. Đồng chí đóng hẳn ứng dụng rồi mở lại."
        }
    }
}
