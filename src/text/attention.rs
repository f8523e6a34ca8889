//! What the server did not take, and what can be done about it.

pub(crate) const RECORD: &str = "Mục này mới chỉ có trên máy của đồng chí.";
pub(crate) const STEP: &str = "Yêu cầu hủy chưa có hiệu lực: mục vẫn được tính.";
pub(crate) const CHANGE: &str = "Phần sửa chưa có hiệu lực:";
pub(crate) const CORRECT: &str = "Sửa và gửi lại";
pub(crate) const EXPORT: &str = "Xuất ra tệp";
pub(crate) const EXPORTED: &str =
    "Trình duyệt đang lưu tệp vào mục tải về. Tệp chỉ có chữ, ảnh vẫn ở trên máy này.";
pub(crate) const GIVE_UP: &str = "Bỏ phần chưa nhận";
pub(crate) const GIVE_UP_ASK: &str = "Bỏ phần máy chủ chưa nhận?";
pub(crate) const GIVE_UP_STEP: &str = "Yêu cầu hủy sẽ bị bỏ, mục vẫn được tính như trước.";
pub(crate) const GIVE_UP_CHANGE: &str =
    "Những gì sửa sau đây sẽ bị bỏ. Bản trên máy chủ giữ nguyên.";
pub(crate) const GIVE_UP_PHOTO: &str =
    "Ảnh này sẽ không được gửi. Mục vẫn được giữ, thiếu ảnh này.";
pub(crate) const GIVE_UP_UNREAD: &str = "Phần ghi bằng bản ứng dụng khác sẽ không còn hiện ở đây.";
pub(crate) const GIVE_UP_CONFIRM: &str = "Bỏ";
pub(crate) const GIVEN_UP: &str = "Đã bỏ phần máy chủ chưa nhận.";
pub(crate) const KEEP: &str = "Giữ lại";

pub(crate) const CLASH: &str = "Mục này được sửa ở hai nơi. Đồng chí chọn bản đúng cho từng phần. Chưa chọn thì cả hai bản vẫn được giữ.";
pub(crate) const MINE: &str = "Bản của tôi";
pub(crate) const IN_FORCE: &str = "Bản trên máy chủ";
pub(crate) const BOTH: &str = "Ghép cả hai";
pub(crate) const BLANK: &str = "(để trống)";
pub(crate) const CHOOSE: &str = "Lưu lựa chọn và gửi";
pub(crate) const CHOOSE_ALL: &str = "Còn phần chưa chọn. Đồng chí chọn một bản cho từng phần.";
pub(crate) const CHOSEN: &str = "Đã lưu lựa chọn trên máy.";
pub(crate) const SAME: &str = "Hai bản nay đã giống nhau, không còn gì phải chọn.";
pub(crate) const SAME_DONE: &str = "Xong";
pub(crate) const NOT_HERE_YET: &str =
    "Máy đang chờ tải bản trên máy chủ về để so sánh. Bản của đồng chí vẫn được giữ.";

pub(crate) const NOT_UNDERSTOOD: &str = "Bản ứng dụng này chưa đọc được một phần của mục nên chưa chọn được. Cả hai bản vẫn được giữ. Đồng chí cập nhật ứng dụng.";

/// «Mục «Vệ sinh trụ sở» và 3 ảnh chỉ có trên máy này sẽ không còn trong Nhật ký.»
pub(crate) fn give_up_record(title: &str, photos: usize) -> String {
    let photos = match photos {
        0 => String::new(),
        count => [" và ", &count.to_string(), " ảnh"].concat(),
    };
    [
        "Mục «",
        title,
        "»",
        &photos,
        " chỉ có trên máy này. Bỏ rồi thì không còn trong Nhật ký và không được tính.",
    ]
    .concat()
}

/// «Xem lại: Ngày, Đoàn viên»
pub(crate) fn look_at(labels: &[String]) -> String {
    "Xem lại: ".to_owned() + &labels.join(", ")
}

/// «Cần xử lý (1)»
pub(crate) fn count(count: usize) -> String {
    [super::place::NEEDS_ACTION, " (", &count.to_string(), ")"].concat()
}

/// The text of an exported record: to be read by people, and below by a machine.
pub(crate) fn file(facts: &[(String, String)], reasons: &[String], wires: &[String]) -> String {
    let mut text = String::from(super::frame::APP_NAME);
    for (name, value) in facts {
        text.push_str("\n\n");
        text.push_str(name);
        text.push_str(":\n");
        text.push_str(value);
    }
    for reason in reasons {
        text.push_str("\n\n");
        text.push_str(reason);
    }
    text.push_str("\n\nDữ liệu gốc, để cán bộ kỹ thuật đọc lại:\n");
    text.push_str(&wires.join("\n"));
    text.push('\n');
    text
}
