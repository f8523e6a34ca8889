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
