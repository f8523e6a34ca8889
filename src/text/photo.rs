//! Words around photos.

pub(crate) const TAKE: &str = "Chụp ảnh";
pub(crate) const PICK: &str = "Chọn ảnh";
pub(crate) const REMOVE: &str = "Bỏ ảnh này";
pub(crate) const OPEN: &str = "Xem ảnh";
pub(crate) const PREPARING: &str = "Đang thu nhỏ…";
pub(crate) const FULL: &str = "Đã đủ số ảnh.";

/// «Ảnh 2»
pub(crate) fn name(position: usize) -> String {
    "Ảnh ".to_owned() + &position.to_string()
}

/// «3/10 ảnh»
pub(crate) fn count(present: usize, most: u32) -> String {
    [
        present.to_string(),
        "/".to_owned(),
        most.to_string(),
        " ảnh".to_owned(),
    ]
    .concat()
}

/// A format that this browser cannot decode.
pub(crate) const UNKNOWN_FORMAT: &str = "Trình duyệt không đọc được loại ảnh này (có thể là HEIC). Đồng chí chụp lại, hoặc chọn ảnh JPEG.";
pub(crate) const UNREADABLE: &str = "Tệp này hỏng hoặc không phải ảnh. Đồng chí chọn ảnh khác.";
pub(crate) const TOO_MANY: &str = "Đã đủ số ảnh nên chưa thêm ảnh này.";
pub(crate) const STORAGE_FULL: &str = "Bộ nhớ đã đầy. Chưa lưu được ảnh này; phần chữ đã được lưu.";
pub(crate) const NOT_STORED: &str = "Chưa lưu được ảnh này. Đồng chí chọn lại.";

/// «212 KB · Đã lưu trên máy»
pub(crate) fn stored(size: &str) -> String {
    [size, " · ", super::place::SAVED].concat()
}
