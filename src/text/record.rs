//! One record as it is read.

pub(crate) const TITLE: &str = "Chi tiết";
pub(crate) const EDIT: &str = "Sửa";
pub(crate) const CANCEL: &str = "Hủy mục này";
pub(crate) const CANCEL_ASK: &str = "Hủy mục này?";
pub(crate) const CANCEL_TEXT: &str = "Mục đã hủy không được tính vào số liệu nữa nhưng vẫn xem lại được. Đồng chí ghi lý do để bí thư biết.";
pub(crate) const CANCEL_REASON: &str = "Lý do hủy";
pub(crate) const CANCEL_CONFIRM: &str = "Hủy mục";
pub(crate) const KEEP: &str = "Giữ lại";
pub(crate) const NOT_CANCELLED: &str = "Chưa hủy được. ";
pub(crate) const REASON_MISSING: &str = "Đồng chí ghi lý do hủy.";
pub(crate) const GONE: &str = "Mục này không có trên máy";
pub(crate) const GONE_TEXT: &str = "Có thể mục thuộc đơn vị khác, hoặc chưa tải về máy này.";
pub(crate) const TO_JOURNAL: &str = "Mở Nhật ký";
pub(crate) const UNKNOWN_FORM: &str =
    "Cần cập nhật ứng dụng để đọc đủ mục này. Nội dung vẫn được giữ.";
pub(crate) const AUTHOR: &str = "Người ghi";
pub(crate) const UNIT: &str = "Đơn vị";
pub(crate) const NOTE: &str = "Ghi chú của bí thư";
pub(crate) const CANCEL_NOTE: &str = "Lý do hủy";
pub(crate) const WAY: &str = "Đường đi của mục này";
pub(crate) const PHOTOS: &str = "Ảnh";
pub(crate) const PHOTO: &str = "Xem ảnh";

pub(crate) const SHARE: &str = "Chia sẻ";
pub(crate) const PHOTOS_WITHHELD: &str = "Ảnh có trẻ em chưa được đồng ý thì không gửi kèm.";

pub(crate) const SAVED: &str = "Đã lưu trên máy";
pub(crate) const RECEIVED: &str = "Máy chủ đã nhận";
pub(crate) const NOT_YET_RECEIVED: &str = "Chờ gửi tới máy chủ";
pub(crate) const FIGURES_RECEIVED: &str = "Máy chủ đã nhận số liệu";
pub(crate) const WAITS_FOR_SECRETARY: &str = "Chờ bí thư xác nhận";
pub(crate) const OFFLINE: &str = "khi mất mạng";

/// «26/07/2020 18:32, đủ 3 ảnh»
pub(crate) fn with_photos(moment: &str, photos: usize) -> String {
    match photos {
        0 => moment.to_owned(),
        _ => [moment, ", đủ ", &photos.to_string(), " ảnh"].concat(),
    }
}

/// «Giờ trên máy lệch 7 giờ so với máy chủ»
pub(crate) fn clock_off(hours: i64) -> String {
    [
        "Giờ trên máy lệch ",
        &hours.abs().to_string(),
        " giờ so với máy chủ",
    ]
    .concat()
}

/// Title, then what was answered, a line each.
pub(crate) fn to_share(title: &str, facts: &[(String, String)]) -> String {
    let mut text = title.to_owned();
    for (name, value) in facts {
        text.push('\n');
        text.push_str(name);
        text.push_str(": ");
        text.push_str(&value.replace('\n', ", "));
    }
    text
}
