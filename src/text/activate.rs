//! Activation: from a code to a person on this phone.

use nhatky_domain::date::Timestamp;

pub(crate) const TYPE_TITLE: &str = "Nhập mã kích hoạt";
pub(crate) const TYPE_LEAD: &str = "Mã gồm 16 chữ số, do bí thư cấp qua Zalo, tin nhắn hoặc giấy.";
pub(crate) const CODE_LABEL: &str = "Mã kích hoạt";
pub(crate) const CONTINUE: &str = "Tiếp tục";
pub(crate) const ASKING: &str = "Đang kiểm tra mã…";
pub(crate) const REDEEMING: &str = "Đang kích hoạt…";

pub(crate) const SLIP: &str = "Có số gõ nhầm hoặc hai số đổi chỗ. Đồng chí dò lại với mã được cấp.";
pub(crate) const SHORT: &str = "Mã chưa đủ 16 chữ số.";
pub(crate) const NOT_A_CODE: &str = "Mã chỉ gồm 16 chữ số, không có chữ cái.";
pub(crate) const UNKNOWN: &str =
    "Không có mã này, hoặc mã đã được thay bằng mã mới. Đồng chí hỏi bí thư để lấy mã đúng.";
pub(crate) const USED: &str =
    "Mã này đã dùng trên máy khác. Mỗi mã dùng một lần; đồng chí xin bí thư cấp mã mới.";
pub(crate) const EXPIRED: &str = "Mã này đã quá 14 ngày. Đồng chí xin bí thư cấp mã mới.";
pub(crate) const OFFLINE: &str = "Chưa có mạng để kiểm tra mã. Đồng chí thử lại ở nơi có sóng.";
pub(crate) const SERVER: &str =
    "Máy chủ chưa trả lời được. Mã chưa dùng, đồng chí thử lại sau ít phút.";
pub(crate) const NO_KEY: &str = "Trình duyệt này không tạo được khóa bảo mật. Đồng chí cập nhật trình duyệt, hoặc mở bằng Chrome hay Safari.";

pub(crate) const COPY_CODE: &str = "Sao chép mã";
pub(crate) const CODE_COPIED: &str = "Đã sao chép mã";
pub(crate) const COPY_LINK: &str = "Sao chép đường dẫn";
pub(crate) const LINK_COPIED: &str = "Đã sao chép đường dẫn";
pub(crate) const NOT_COPIED: &str =
    "Trình duyệt không cho sao chép. Đồng chí chạm giữ để chọn rồi sao chép.";
pub(crate) const IT_IS_ME: &str = "Đúng là tôi";
pub(crate) const NOT_ME: &str = "Không phải tôi";
pub(crate) const WITHOUT_INSTALLING: &str = "Dùng tạm, không cài";

pub(crate) const DECLINED_TITLE: &str = "Mã này vẫn chưa dùng";
pub(crate) const DECLINED: &str =
    "Đồng chí báo bí thư đã gửi mã này để được cấp đúng mã. Mã của người khác xin đừng dùng.";
pub(crate) const OTHER_CODE: &str = "Nhập mã khác";

pub(crate) const UNASKED_TITLE: &str = "Chưa có mạng";
pub(crate) const UNASKED: &str = "Mã gõ đúng cách. Máy có thể giữ mã và tự kích hoạt khi có mạng; khi đó tên và đơn vị của đồng chí sẽ hiện ra.";
pub(crate) const KEEP_CODE: &str = "Giữ mã, tự kích hoạt khi có mạng";
pub(crate) const TRY_AGAIN: &str = "Thử lại";
pub(crate) const KEPT_TITLE: &str = "Mã đã giữ trên máy";
pub(crate) const KEPT: &str = "Khi có mạng, ứng dụng tự kích hoạt. Đồng chí mở lại ứng dụng ở nơi có sóng, không cần gõ lại mã.";

pub(crate) const PRIVACY_TITLE: &str = "Nhật ký giữ gì về đồng chí";
pub(crate) const PRIVACY: [&str; 4] = [
    "Họ tên, đơn vị, vai trò và những gì đồng chí ghi: chữ, số liệu, ảnh; vị trí chỉ khi đồng chí bấm thêm.",
    "Để chi đoàn và Đoàn cấp trên của đồng chí theo dõi hoạt động và tổng hợp báo cáo. Chỉ những người đó xem được.",
    "Đồng chí xem, sửa được những gì mình ghi; muốn xóa hoặc thôi không dùng nữa, đồng chí báo bí thư.",
    "Không theo dõi vị trí, không quảng cáo, không chuyển cho bên khác. Không nhập tài liệu mật vào đây.",
];
pub(crate) const CONSENT: &str = "Bấm «Đúng là tôi» là đồng chí đồng ý với những điều trên.";

pub(crate) const WELCOME_FORMS: &str = "Biểu mẫu và đơn vị của đồng chí";
pub(crate) const WELCOME_OFFLINE: &str = "Dùng được khi không có mạng";
pub(crate) const WELCOME_WAIT: &str = "Đang tải…";
pub(crate) const WELCOME_WAIT_OFFLINE: &str = "Đang chuẩn bị để dùng khi không có mạng…";
pub(crate) const WELCOME_NO_NETWORK: &str =
    "Mạng bị ngắt giữa chừng. Đã kích hoạt xong, phần còn lại tự tải khi có mạng.";
pub(crate) const WELCOME_GO: &str = "Bắt đầu ghi";

/// «Đồng chí Hà?»
pub(crate) fn who(given_name: &str) -> String {
    ["Đồng chí ", given_name, "?"].concat()
}

/// «Đã kích hoạt cho đồng chí Hà»
pub(crate) fn welcome(given_name: &str) -> String {
    "Đã kích hoạt cho đồng chí ".to_owned() + given_name
}

/// «Mã kích hoạt (dùng một lần, đến 07/08/2020)»
pub(crate) fn code_until(expires_at_ms: i64) -> String {
    [
        "Mã kích hoạt (dùng một lần, đến ",
        &Timestamp(expires_at_ms).vn_date().vi(),
        ")",
    ]
    .concat()
}

/// «Có người thử nhiều mã sai quá. Đồng chí thử lại sau 5 phút.»
pub(crate) fn too_many(retry_after_ms: i64) -> String {
    let minutes = retry_after_ms.max(0) / 60_000 + 1;
    [
        "Đã thử sai quá nhiều lần. Đồng chí thử lại sau ",
        &minutes.to_string(),
        " phút.",
    ]
    .concat()
}

pub(crate) const ERASED: &str = "Trình duyệt đã xóa dữ liệu của Nhật ký Đoàn trên máy này";
pub(crate) const ERASED_LATER: &str = "Những gì ghi sau lần đó mà chưa gửi thì không còn trên máy.";
pub(crate) const ERASED_NEXT: &str = "Những gì máy chủ đã nhận vẫn còn nguyên. Đồng chí xin bí thư mã kích hoạt mới để tải lại, rồi cài ra màn hình chính để trình duyệt giữ lâu dài.";
pub(crate) const OWED_UNKNOWN: &str = "Chưa hỏi được máy chủ xem máy này còn gì chưa gửi.";

/// «Máy chủ nhận lần cuối lúc 18:32. Khi đó máy này đã gửi đủ.»
pub(crate) fn nothing_owed(clock: &str) -> String {
    [
        "Máy chủ nhận lần cuối lúc ",
        clock,
        ". Khi đó máy này đã gửi đủ.",
    ]
    .concat()
}

/// «Máy chủ nhận lần cuối lúc 18:32. Khi đó còn 2 lần ghi của máy này chưa tới máy chủ.»
pub(crate) fn owed(clock: &str, count: u32) -> String {
    [
        "Máy chủ nhận lần cuối lúc ",
        clock,
        ". Khi đó còn ",
        &count.to_string(),
        " lần ghi của máy này chưa tới máy chủ.",
    ]
    .concat()
}
