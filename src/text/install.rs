//! How to get the app onto the home screen, by browser.

pub(crate) const TITLE: &str = "Nên cài vào màn hình chính";
pub(crate) const TITLE_FIRST: &str = "Cài vào màn hình chính trước";
pub(crate) const WHY: &str = "Để dùng được khi không có mạng và không bị trình duyệt xóa dữ liệu.";
pub(crate) const INSTALL: &str = "Cài vào màn hình chính";

pub(crate) const CHROME: [&str; 2] = [
    "Chạm nút ba chấm ở góc trên bên phải.",
    "Chạm «Thêm vào màn hình chính», rồi «Cài đặt».",
];
pub(crate) const OTHER_ANDROID: [&str; 2] = [
    "Mở trình đơn của trình duyệt.",
    "Chạm «Thêm vào màn hình chính» hoặc «Cài đặt».",
];
pub(crate) const SAFARI: [&str; 3] = [
    "Chạm nút Chia sẻ ở cuối màn hình, rồi «Thêm vào MH chính».",
    "Mở Nhật ký Đoàn từ màn hình chính.",
    "Nhập mã kích hoạt ở trên vào đó. Mã chưa dùng cho đến khi đồng chí bấm «Đúng là tôi».",
];
pub(crate) const OTHER_IPHONE: [&str; 2] = [
    "Sao chép đường dẫn này và mở bằng Safari.",
    "Trong Safari: nút Chia sẻ, rồi «Thêm vào MH chính».",
];
pub(crate) const DESKTOP: &str = "Trên máy tính: bấm biểu tượng cài đặt ở cuối thanh địa chỉ.";

pub(crate) const IN_APP_TITLE: &str = "Đang mở trong Zalo hoặc ứng dụng khác";
pub(crate) const IN_APP: &str = "Hãy mở bằng Chrome hoặc Safari để cài và lưu được lâu.";
pub(crate) const OPEN_CHROME: &str = "Mở bằng Chrome";
pub(crate) const IN_APP_IPHONE: [&str; 2] = [
    "Chạm nút ba chấm ở góc trên bên phải.",
    "Chạm «Mở bằng trình duyệt» hoặc «Mở bằng Safari».",
];

pub(crate) const RISK: &str = "Nếu không cài, trình duyệt có thể tự xóa những gì chưa gửi, nhất là khi máy đầy hoặc lâu không mở.";
