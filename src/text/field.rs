//! Words of the controls of a form, the same for every question.

pub(crate) const REQUIRED: &str = "bắt buộc";
pub(crate) const CHOOSE: &str = "Chọn…";
pub(crate) const FROM: &str = "Từ";
pub(crate) const TO: &str = "Đến";
pub(crate) const CURRENCY: &str = "đồng";
pub(crate) const FIND: &str = "Tìm (gõ không dấu cũng được)";
pub(crate) const FIND_INDICATOR: &str = "Thêm chỉ tiêu khác: gõ để tìm";
pub(crate) const FOUND_NONE: &str = "Không tìm thấy kết quả";
pub(crate) const ADD_LINE: &str = "Thêm dòng";
pub(crate) const NEEDS_UPDATE: &str =
    "Cần cập nhật ứng dụng để trả lời mục này. Nội dung đã có vẫn được giữ.";
pub(crate) const USUAL: &str = "Hay dùng";

pub(crate) const ADD_LOCATION: &str = "Thêm vị trí";
pub(crate) const LOCATION_HINT: &str = "Không bắt buộc. Chỉ một điểm, chính xác khoảng 100 m.";
pub(crate) const LOCATING: &str = "Đang lấy vị trí…";
pub(crate) const REMOVE_LOCATION: &str = "Bỏ vị trí";

/// «Xem thêm 12 kết quả thường ghi»
pub(crate) fn more_suggested(hidden: usize) -> String {
    ["Xem thêm ", &hidden.to_string(), " kết quả thường ghi"].concat()
}

pub(crate) fn less(label: &str) -> String {
    "Bớt 1: ".to_owned() + label
}

pub(crate) fn more(label: &str) -> String {
    "Thêm 1: ".to_owned() + label
}

pub(crate) fn remove(name: &str) -> String {
    "Bỏ: ".to_owned() + name
}

/// «Dòng 2»
pub(crate) fn line(position: usize) -> String {
    "Dòng ".to_owned() + &position.to_string()
}

/// «Vị trí: 10,123; 106,456»
pub(crate) fn location(latitude: &str, longitude: &str) -> String {
    ["Vị trí: ", latitude, "; ", longitude].concat()
}

/// «Cộng: 11»
pub(crate) fn sum(amount: &str) -> String {
    "Cộng: ".to_owned() + amount
}

const PART: &str = "Trong đó";

/// A group that is a part of the others; most forms say so in its name already.
pub(crate) fn part(label: &str) -> String {
    if label.starts_with(PART) {
        return label.to_owned();
    }
    [PART, ": ", label].concat()
}
