//! Own work out of a file.

pub(crate) const TITLE: &str = "Khôi phục từ tệp";
pub(crate) const HINT: &str = "Đồng chí chọn một hoặc nhiều tệp sao lưu của mình. Mục đã có trên máy không bị ghi trùng, bản mới hơn không bị ghi đè.";
pub(crate) const CHOOSE: &str = "Chọn tệp sao lưu";
pub(crate) const RESTORE: &str = "Khôi phục";
pub(crate) const LEAVE: &str = "Không khôi phục";

pub(crate) const RESTORED: &str = "Đã khôi phục xong";
pub(crate) const RESTORED_IN_PART: &str = "Mới khôi phục được một phần";
pub(crate) const STOPPED: &str = "Khôi phục dừng giữa chừng";
pub(crate) const NOT_RESTORED: &str = "Chưa khôi phục được";
pub(crate) const ALL_HERE: &str = "Mọi nội dung trong tệp đã có sẵn trên máy này.";
pub(crate) const REST_HERE: &str = "Phần đọc được đã có sẵn trên máy này.";
pub(crate) const NOTHING: &str = "Máy chưa ghi gì từ tệp.";
pub(crate) const WAS_HERE: &str = "Những gì máy đã có thì không ghi trùng.";
pub(crate) const WILL_SEND: &str = "Mục nào máy chủ chưa nhận sẽ tự gửi khi có mạng.";
pub(crate) const CHOOSE_AGAIN: &str = "Đồng chí chọn lại tệp để khôi phục tiếp.";
pub(crate) const SEE_QUEUE: &str = "Xem mục chờ gửi";
pub(crate) const LOST: &str =
    "Lúc tạo tệp, máy không đọc được những phần sau nên trong tệp không có:";

/// «Đang đọc tệp: 3,1 MB / 8 MB»
pub(crate) fn reading(done: &str, total: &str) -> String {
    ["Đang đọc tệp: ", done, " / ", total].concat()
}

/// «Tệp của đồng chí Nguyễn Thị Hòa»
pub(crate) fn whose(name: &str) -> String {
    if name.is_empty() {
        "Tệp của đồng chí".to_owned()
    } else {
        "Tệp của đồng chí ".to_owned() + name
    }
}

/// «Tạo lúc 15:42, 24/7 trên máy này. Trong tệp: 2 mục, 1 bản nháp.»
pub(crate) fn offer(clock: &str, is_from_here: bool, is_sound: bool, content: &str) -> String {
    let place = if is_from_here {
        " trên máy này. "
    } else {
        " trên máy khác. "
    };
    let lead = if is_sound {
        "Trong tệp: "
    } else {
        "Phần đọc được: "
    };
    ["Tạo lúc ", clock, place, lead, content, "."].concat()
}

/// «Đã đưa vào máy: 2 mục, 1 bản nháp.»
pub(crate) fn put_back(content: &str) -> String {
    ["Đã đưa vào máy: ", content, "."].concat()
}

/// «Chưa chọn phần 2, 3. …»
pub(crate) fn missing(parts: &[u32]) -> String {
    let parts: Vec<_> = parts.iter().map(u32::to_string).collect();
    [
        "Chưa chọn phần ",
        &parts.join(", "),
        ". Đồng chí có thể khôi phục phần đó sau.",
    ]
    .concat()
}

/// «Sau phần 2 còn phần nữa. …»
pub(crate) fn more_after(part: u32) -> String {
    [
        "Sau phần ",
        &part.to_string(),
        " còn phần nữa. Đồng chí có thể khôi phục phần đó sau.",
    ]
    .concat()
}

pub(crate) fn not_understood(count: usize) -> String {
    [
        "Có ",
        &count.to_string(),
        " phần do phiên bản mới hơn ghi nên chưa đọc được. Đồng chí giữ tệp lại, cập nhật ứng dụng rồi khôi phục lần nữa.",
    ]
    .concat()
}

pub(crate) fn broken_photos(count: usize) -> String {
    [
        "Có ",
        &count.to_string(),
        " ảnh bị hỏng từ trước khi tạo tệp nên không khôi phục được.",
    ]
    .concat()
}

pub(crate) const NOT_A_BACKUP: &str = "Đây không phải tệp sao lưu của Nhật ký Đoàn.";
pub(crate) const NEWER: &str =
    "Tệp do phiên bản mới hơn tạo ra. Đồng chí cập nhật ứng dụng rồi chọn lại.";
pub(crate) const CUT: &str = "Tệp bị thiếu phần cuối. Đồng chí tìm tệp gốc để khôi phục đủ.";
pub(crate) const UNREADABLE: &str = "Máy không đọc được tệp này. Đồng chí chọn lại.";

/// «Tệp bị hỏng hoặc đã bị sửa từ dòng 17. …»
pub(crate) fn altered(line: u32) -> String {
    [
        "Tệp bị hỏng hoặc đã bị sửa từ dòng ",
        &line.to_string(),
        ". Đồng chí tìm tệp gốc để khôi phục đủ.",
    ]
    .concat()
}

pub(crate) fn other_person(name: &str) -> String {
    let whose = if name.is_empty() {
        "của người khác".to_owned()
    } else {
        "của đồng chí ".to_owned() + name
    };
    [
        "Tệp này ",
        &whose,
        ", máy không ghi gì từ tệp. Người đó cần mở ứng dụng bằng tên mình rồi chọn tệp.",
    ]
    .concat()
}
