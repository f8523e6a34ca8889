//! Own work into a file.

use nhatky_sync::backup::Lost;
use nhatky_sync::store::Shelf;

pub(crate) const TITLE: &str = "Sao lưu và khôi phục";
pub(crate) const MAKE: &str = "Tạo tệp sao lưu";
pub(crate) const WHAT: &str = "Tệp gồm các bản nháp, những mục đồng chí đã ghi trên máy này và những ảnh máy chủ chưa nhận. Ai có tệp cũng đọc được, đồng chí giữ cẩn thận.";
pub(crate) const SHARE: &str = "Chia sẻ qua Zalo hoặc thư điện tử";
pub(crate) const STOP: &str = "Dừng";

pub(crate) const MADE: &str = "Đã tạo tệp sao lưu";
pub(crate) const READY: &str = "Tệp sao lưu đã sẵn sàng";
/// For «Trong tệp: …», when there is nothing.
const NOTHING: &str = "không có mục nào";
pub(crate) const IN_DOWNLOADS: &str =
    "Trình duyệt đang lưu tệp vào thư mục Tải xuống. Đồng chí mở thư mục đó xem đã có tệp chưa.";
pub(crate) const PLEASE_SHARE: &str =
    "Đồng chí bấm từng nút dưới đây để gửi tệp cho chính mình hoặc người tin cậy.";
pub(crate) const LOST: &str = "Phần nào máy đọc được đã có đủ trong tệp. Đồng chí giữ tệp này và đừng xóa dữ liệu của trình duyệt. Máy không đọc được:";
pub(crate) const NOT_MADE: &str = "Chưa tạo được tệp sao lưu";
pub(crate) const NOT_WRITTEN: &str = "Trình duyệt không ghi được tệp, có thể do máy hết chỗ. Dữ liệu trong ứng dụng vẫn còn nguyên. Đồng chí xóa bớt tệp không cần trên máy rồi thử lại.";

pub(crate) const INTO_APP: &str = "Mở ứng dụng";
pub(crate) const OPEN_APP: &str = "Mở Nhật ký Đoàn";

/// Stands in the file itself.
pub(crate) const NOTE: &str = "Tệp sao lưu của Nhật ký Đoàn. Mở ứng dụng, vào Cá nhân, Sao lưu và khôi phục, rồi chọn tệp này. Đừng sửa tệp.";

/// «2 mục, 1 bản nháp, 4 ảnh»
pub(crate) fn content(records: usize, drafts: usize, photos: usize) -> String {
    let kinds = [(records, " mục"), (drafts, " bản nháp"), (photos, " ảnh")];
    let words: Vec<_> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| count.to_string() + word)
        .collect();
    if words.is_empty() {
        NOTHING.to_owned()
    } else {
        words.join(", ")
    }
}

/// «Trong tệp: 2 mục, 1 bản nháp (3,1 MB).»
pub(crate) fn made(content: &str, size: &str) -> String {
    ["Trong tệp: ", content, " (", size, ")."].concat()
}

/// «Đang tạo tệp: 12/40»
pub(crate) fn making(done: u64, total: u64) -> String {
    ["Đang tạo tệp: ", &done.to_string(), "/", &total.to_string()].concat()
}

/// «Chia sẻ phần 2/3»
pub(crate) fn share_part(part: usize, parts: usize) -> String {
    if parts == 1 {
        return "Chia sẻ tệp".to_owned();
    }
    ["Chia sẻ phần ", &part.to_string(), "/", &parts.to_string()].concat()
}

/// «mục chờ gửi số 5», «danh sách bản nháp»
pub(crate) fn lost(lost: &Lost) -> String {
    let (what, by) = match lost.shelf {
        Some(Shelf::Outbox) => ("mục chờ gửi", " số "),
        Some(Shelf::Retained) => ("mục máy chủ đã trả lời", " số "),
        Some(Shelf::Drafts) => ("bản nháp", " mã "),
        Some(Shelf::Photos) => ("ảnh", " mã "),
        None => ("phần khác", " mã "),
    };
    // Enough to tell two of them apart.
    let name = lost.name.get(..13).unwrap_or(&lost.name);
    if name.is_empty() {
        "danh sách ".to_owned() + what
    } else {
        [what, by, name].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_in_a_file_is_not_counted() {
        assert_eq!(content(2, 1, 4), "2 mục, 1 bản nháp, 4 ảnh");
        assert_eq!(content(0, 1, 0), "1 bản nháp");
        assert_eq!(content(0, 0, 0), "không có mục nào");
    }

    #[test]
    fn what_was_lost_is_named_shortly() {
        for (line, words) in [
            (
                "drafts/01737fd6-0800-7000-8000-000000000001: UnknownError: x",
                "bản nháp mã 01737fd6-0800",
            ),
            ("outbox/5: UnknownError: x", "mục chờ gửi số 5"),
            (
                "retained/: UnknownError: x",
                "danh sách mục máy chủ đã trả lời",
            ),
            ("voices/7: x", "phần khác mã 7"),
        ] {
            assert_eq!(lost(&Lost::read(line)), words);
        }
    }
}
