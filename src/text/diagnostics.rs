//! The page for whoever helps: how this phone stands and what happened on it lately.

use nhatky_domain::date::Timestamp;
use nhatky_sync::engine::Failure;
use nhatky_sync::remote::RemoteError;
use nhatky_sync::store::StoreError;

pub(crate) const TITLE: &str = "Chẩn đoán";
pub(crate) const LEAD: &str =
    "Thông tin để người hỗ trợ tìm lỗi. Không có tên, nội dung hay ảnh của đồng chí ở đây.";
pub(crate) const COPY: &str = "Sao chép";
pub(crate) const COPIED: &str = "Đã sao chép.";
pub(crate) const NOT_COPIED: &str = "Trình duyệt không cho sao chép. Đồng chí lưu thành tệp.";
pub(crate) const SHARE: &str = "Chia sẻ";
pub(crate) const SAVE: &str = "Lưu thành tệp";
pub(crate) const EVENTS: &str = "Việc gần đây";
pub(crate) const NO_EVENTS: &str = "Chưa có việc nào được ghi lại.";

pub(crate) const VERSION: &str = "Phiên bản";
pub(crate) const BROWSER: &str = "Trình duyệt";
pub(crate) const OFFLINE: &str = "Không cần mạng";
pub(crate) const READY: &str = "Sẵn sàng";
pub(crate) const NOT_READY: &str = "Chưa sẵn sàng";
pub(crate) const UPDATE: &str = "Có bản mới chờ cập nhật";
pub(crate) const STORED: &str = "Đang lưu";
pub(crate) const CLOCK: &str = "Giờ máy so với máy chủ";
pub(crate) const UNKNOWN: &str = "Chưa biết";
pub(crate) const LAST_SYNC: &str = "Lần đồng bộ gần nhất";
pub(crate) const FILE_NAME: &str = "nhat-ky-doan-chan-doan.txt";

/// «nhanh hơn 2 giây»
pub(crate) fn offset(offset_ms: i64) -> String {
    let words = match offset_ms / 1000 {
        0 => return "khớp".to_owned(),
        1.. => "nhanh hơn ",
        _ => "chậm hơn ",
    };
    let seconds = (offset_ms / 1000).unsigned_abs();
    [words, &seconds.to_string(), " giây"].concat()
}

/// «24/07/2020 15:42 Đồng bộ xong»
pub(crate) fn line(at_ms: i64, text: &str) -> String {
    [&Timestamp(at_ms).vi(), " ", text].concat()
}

pub(crate) fn started(version: &str, device: &str) -> String {
    ["Mở ứng dụng ", version, ", ", device].concat()
}

/// «Đồng bộ xong, 3,1 KB, 0,8 giây»
pub(crate) fn round(failure: Option<&Failure>, size: &str, took_ms: i64) -> String {
    let outcome = failure.map_or_else(|| "xong".to_owned(), why);
    let tenths = took_ms.max(0) / 100;
    [
        "Đồng bộ ",
        &outcome,
        ", ",
        size,
        ", ",
        &(tenths / 10).to_string(),
        ",",
        &(tenths % 10).to_string(),
        " giây",
    ]
    .concat()
}

pub(crate) fn clock_moved(offset_ms: i64) -> String {
    [CLOCK, ": ", &offset(offset_ms)].concat()
}

pub(crate) fn storage(error: &StoreError, is_healing: bool) -> String {
    let outcome = if is_healing { ", đã mở lại" } else { "" };
    ["Bộ nhớ: ", &class(error), outcome].concat()
}

fn why(failure: &Failure) -> String {
    let words = match failure {
        Failure::Store(error) => return "dở, bộ nhớ: ".to_owned() + &class(error),
        Failure::Remote(error) => match error {
            RemoteError::Offline => "không tới được máy chủ",
            RemoteError::Intercepted => "bị chặn trên đường gửi",
            RemoteError::SignedOut => "cần mã mới",
            RemoteError::Revoked => "máy đã bị thu hồi quyền",
            RemoteError::TooLarge => "gói quá lớn",
            RemoteError::Busy { .. } => "máy chủ bận",
            RemoteError::ReadOnly { .. } => "máy chủ tạm chưa nhận, vẫn đọc được",
            RemoteError::NoRoom { .. } => "máy chủ sắp hết chỗ",
            RemoteError::Refused { code } => return "bị từ chối: ".to_owned() + code,
            RemoteError::Failed { status } => {
                return "máy chủ lỗi ".to_owned() + &status.to_string();
            }
        },
    };
    "dở, ".to_owned() + words
}

/// The browser's own name for it; never its message, which may hold more.
fn class(error: &StoreError) -> String {
    match error {
        StoreError::QuotaExceeded => "đã đầy".to_owned(),
        StoreError::Blocked => "cửa sổ khác giữ bản cũ".to_owned(),
        StoreError::SchemaTooNew { found, .. } => "bản mới hơn ".to_owned() + &found.to_string(),
        StoreError::Corrupt { store, .. } => "không đọc được một mục ở ".to_owned() + store,
        StoreError::CursorMoved => "đã đọc tới chỗ khác".to_owned(),
        StoreError::Failed { name, .. } => name.clone(),
    }
}
