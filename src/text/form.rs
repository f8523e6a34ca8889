//! Filling a form: the bars, messages and questions around its fields.

use nhatky_domain::form::Form;

/// Heading while the draft is not there yet.
pub(crate) const DRAFT: &str = "Bản nháp";
pub(crate) const HAND_IN: &str = "Lưu và gửi";
/// Said after handing in; «sẽ tự gửi», because nothing was sent yet.
pub(crate) const HANDED_IN: &str = "Đã lưu trên máy. Sẽ tự gửi khi có mạng.";
pub(crate) const COPY_LAST: &str = "Sao chép từ lần trước";
pub(crate) const COPIED: &str = "Đã sao chép từ lần trước. Đồng chí sửa lại cho đúng lần này.";
pub(crate) const NOTHING_TO_COPY: &str = "Chưa có lần nào trước đây để sao chép.";
pub(crate) const DISCARD: &str = "Xóa bản nháp";
pub(crate) const DISCARD_ASK: &str = "Xóa bản nháp này?";
pub(crate) const DISCARD_EDIT: &str = "Bỏ những gì vừa sửa";
pub(crate) const DISCARD_EDIT_ASK: &str = "Bỏ những gì vừa sửa?";
pub(crate) const DISCARD_EDIT_TEXT: &str =
    "Bản ghi trở lại như trước khi sửa. Ảnh mới thêm trong lần sửa này sẽ bị xóa khỏi máy.";
pub(crate) const DISCARDED: &str = "Đã xóa bản nháp.";
pub(crate) const DISCARDED_EDIT: &str = "Đã bỏ những gì vừa sửa.";
pub(crate) const KEEP: &str = "Giữ lại";
pub(crate) const NOT_DISCARDED: &str = "Chưa xóa được";
pub(crate) const EMPTY_SECTION: &str = "Chưa ghi";

pub(crate) const RETURNED: &str = "Bí thư trả lại để bổ sung";
pub(crate) const ELSEWHERE: &str = "Bản nháp này đang được ghi ở một cửa sổ khác";
pub(crate) const ELSEWHERE_TEXT: &str = "Đồng chí ghi tiếp ở cửa sổ đó, hoặc đóng cửa sổ đó lại.";
pub(crate) const LOST_PHOTO: &str = "Ảnh vừa chụp chưa lưu được, đồng chí chụp hoặc chọn lại";
pub(crate) const LOST_PHOTO_TEXT: &str =
    "Máy ít bộ nhớ đã đóng ứng dụng khi mở máy ảnh. Phần chữ và các ảnh trước vẫn còn.";
pub(crate) const TO_PHOTOS: &str = "Đến mục ảnh";

pub(crate) const NOT_OPENED: &str = "Chưa mở được bản nháp";
pub(crate) const DRAFT_GONE: &str = "Bản nháp này không còn trên máy";
pub(crate) const DRAFT_GONE_TEXT: &str =
    "Bản nháp đã được gửi hoặc đã xóa. Nếu đã gửi, đồng chí xem lại trong Nhật ký.";
pub(crate) const TO_JOURNAL: &str = "Mở Nhật ký";

pub(crate) const NO_FORM: &str = "Chưa có biểu mẫu trên máy";
pub(crate) const NO_FORM_TEXT: &str = "Biểu mẫu được tải về một lần khi có mạng, sau đó ghi được cả khi không có mạng. Tải xong, trang này tự mở biểu mẫu.";
pub(crate) const POST_ENDED: &str = "Vai trò của đồng chí đã kết thúc";
pub(crate) const POST_ENDED_TEXT: &str = "Đồng chí vẫn ghi và lưu trên máy được. Nếu máy chủ chưa nhận, mục nằm ở «Cần xử lý» và xuất ra tệp được.";
pub(crate) const NO_POST: &str = "Đồng chí hiện không giữ vai trò nào trong đơn vị";
pub(crate) const NO_POST_TEXT: &str = "Các bản nháp và mục đã ghi vẫn còn trên máy. Đồng chí liên hệ bí thư để được cập nhật vai trò.";
pub(crate) const NO_RECORD: &str = "Bản ghi này không có trên máy";

pub(crate) const NOT_HANDED_IN: &str = "Chưa gửi, nội dung vẫn được giữ. ";
pub(crate) const SEE_ISSUES: &str = "Còn mục cần bổ sung, ghi ở đầu trang.";
pub(crate) const NOTHING_CHANGED: &str = "Đồng chí chưa sửa gì so với bản đã ghi.";
pub(crate) const PHOTOS_UNDER_WAY: &str = "Ảnh đang được thu nhỏ, đồng chí đợi xong rồi gửi.";
/// Before the reason.
pub(crate) const NOT_SAVED: &str = "Chưa lưu được. ";

pub(crate) const LOCATION_DENIED: &str = "Trình duyệt chưa được phép lấy vị trí. Đồng chí bật quyền vị trí cho trang này trong cài đặt, hoặc ghi địa điểm bằng chữ.";
pub(crate) const LOCATION_NOT_FOUND: &str =
    "Chưa bắt được vị trí. Đồng chí ra chỗ thoáng rồi thử lại, hoặc ghi địa điểm bằng chữ.";

/// The screen of a form is headed by what one does with it.
pub(crate) fn title(form: &Form, is_edit: bool) -> String {
    match form.code.as_str() {
        _ if is_edit => "Sửa bản ghi".to_owned(),
        ACTIVITY => super::home::LOG_ACTIVITY.to_owned(),
        _ => form.name.clone(),
    }
}

/// The activity log: the one form whose screen is not headed by its name.
const ACTIVITY: &str = "HD";

/// «Ghi cho: Đội quản lý điện khu vực»
pub(crate) fn written_for(unit: &str) -> String {
    "Ghi cho: ".to_owned() + unit
}

/// «Nội dung và 3 ảnh của bản nháp sẽ bị xóa khỏi máy, không lấy lại được.»
pub(crate) fn discard_text(photos: usize) -> String {
    if photos == 0 {
        return "Nội dung của bản nháp sẽ bị xóa khỏi máy, không lấy lại được.".to_owned();
    }
    [
        "Nội dung và ",
        &photos.to_string(),
        " ảnh của bản nháp sẽ bị xóa khỏi máy, không lấy lại được.",
    ]
    .concat()
}
