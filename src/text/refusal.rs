//! Why the server did not do something, and the next step: a sentence for each code it gives.

/// For a refused, held or quarantined piece of work, and for a photo that is not taken.
pub(crate) fn reason(code: &str) -> String {
    match known(code) {
        "" => [
            "Máy chủ chưa nhận và cho biết lý do «",
            code,
            "», bản ứng dụng này chưa hiểu lý do đó. Nội dung vẫn được giữ. Đồng chí cập nhật ứng dụng, hoặc báo bí thư lý do này.",
        ]
        .concat(),
        known => known.to_owned(),
    }
}

/// Empty for a code that this build does not know.
fn known(code: &str) -> &'static str {
    match code {
        "invalid" => "Có số liệu chưa đúng cách ghi. Đồng chí sửa lại rồi gửi.",
        "unknown_unit" => {
            "Máy chủ chưa có đơn vị của mục này. Mục được giữ nguyên vẹn. Đồng chí báo bí thư."
        }
        "record_exists" => {
            "Mục này đã có trên máy chủ. Đồng chí mở xem, còn thiếu gì thì sửa rồi gửi."
        }
        "not_allowed" => {
            "Với vai trò hiện nay, đồng chí chưa làm được việc này với mục này. Đồng chí trao đổi với bí thư."
        }
        "holding_ended" => {
            "Vai trò đã dùng để ghi mục này nay đã kết thúc. Đồng chí gửi lại theo vai trò đang giữ, hoặc báo bí thư."
        }
        "already_confirmed" => {
            "Bí thư đã xác nhận mục này nên không sửa được nữa. Đồng chí báo bí thư trả lại để bổ sung."
        }
        "ended" => "Mục này đã hủy hoặc đã gộp nên không thay đổi được nữa.",
        "not_possible" => "Mục này đang ở bước chưa làm được việc đó. Đồng chí xem lại mục.",
        "stale" => "Mục này đã thay đổi trên máy chủ. Đồng chí xem bản mới rồi làm lại.",
        "no_record" => "Máy chủ đang chờ nhận mục gốc trước, rồi mới nhận phần sửa này.",
        "waits" => "Máy chủ đang chờ nhận một mục khác trước.",
        "malformed" | "unknown_op" | "newer_version" => {
            "Máy chủ chưa đọc được mục này nên giữ lại nguyên vẹn, sẽ tự xử lý sau khi máy chủ cập nhật. Đồng chí không phải làm gì."
        }
        "holding_unknown" => {
            "Máy chủ chưa có vai trò đã dùng để ghi mục này. Mục được giữ nguyên vẹn. Đồng chí báo bí thư."
        }
        "holding_not_begun" => {
            "Vai trò đã dùng để ghi mục này chưa bắt đầu. Mục được giữ nguyên vẹn, sẽ tự xử lý khi tới ngày."
        }
        "unknown_form" => {
            "Máy chủ chưa có biểu mẫu này nên giữ mục lại nguyên vẹn, sẽ tự xử lý sau. Đồng chí không phải làm gì."
        }
        "too_large" => {
            "Mục này dài quá mức máy chủ đọc được. Máy chủ giữ lại nguyên vẹn. Đồng chí xuất ra tệp và báo bí thư."
        }
        "server_fault" => {
            "Máy chủ gặp lỗi khi xử lý nên giữ mục lại nguyên vẹn, sẽ tự thử lại. Đồng chí không phải làm gì."
        }
        "intercepted" => {
            "Mạng đang dùng chặn nội dung của mục này nên máy chủ chưa nhận được. Mục vẫn còn trên máy và sẽ tự gửi lại. Đồng chí thử dùng mạng khác."
        }
        "given_up" => "Đồng chí đã bỏ phần này.",
        code => of_photo(code),
    }
}

/// As [`known`], for a photo.
fn of_photo(code: &str) -> &'static str {
    match code {
        "not_an_image" | "wrong_hash" => {
            "Có ảnh bị hỏng nên máy chủ không nhận. Đồng chí sửa mục này, bỏ ảnh đó và chọn lại."
        }
        "no_longer_here" => {
            "Máy chủ đã khôi phục từ bản cũ nên thiếu một ảnh, mà ảnh đó không còn trên máy này. Nếu còn ảnh gốc, đồng chí sửa mục này và chọn lại ảnh."
        }
        "too_many_pixels" | "blob_too_large" => {
            "Có ảnh quá lớn nên máy chủ không nhận. Đồng chí sửa mục này và chọn lại ảnh."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the server's own README.
    fn codes() -> Vec<&'static str> {
        let readme = include_str!("../../crates/server/README.md");
        let rows = readme.lines().filter(|line| {
            ["| rejected |", "| held |", "| quarantined |"]
                .iter()
                .any(|start| line.starts_with(start))
        });
        let cells = rows.filter_map(|line| line.split('|').nth(2));
        let codes = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        codes
            .filter(|word| !["fields", "on"].contains(word))
            .collect()
    }

    #[test]
    fn every_code_that_the_server_gives_for_a_mutation_has_a_sentence() {
        let codes = codes();
        assert!(codes.len() >= 16, "{codes:?}");
        for code in codes {
            assert!(!known(code).is_empty(), "«{code}» has none");
        }
    }

    #[test]
    fn what_the_network_refuses_has_a_sentence_too() {
        assert!(!known(nhatky_sync::engine::INTERCEPTED).is_empty());
    }

    #[test]
    fn an_unknown_code_is_named() {
        assert!(reason("moi_hon").contains("«moi_hon»"));
    }
}
