//! Why the server did not do something, and the next step. One sentence for each code it gives.

/// For a refused, held or quarantined piece of work.
pub(crate) fn reason(code: &str) -> &'static str {
    match code {
        "not_allowed" => "Đồng chí không có quyền làm việc này với mục này.",
        "already_confirmed" => {
            "Bí thư đã xác nhận mục này nên không sửa được nữa. Đồng chí báo bí thư trả lại để bổ sung."
        }
        "ended" => "Mục này đã hủy hoặc đã gộp nên không thay đổi được nữa.",
        "not_possible" => "Việc này không làm được ở trạng thái hiện tại của mục.",
        "invalid" => "Có số liệu chưa đúng cách ghi. Đồng chí mở ra, sửa lại rồi gửi.",
        "holding_ended" => {
            "Đồng chí không còn giữ vai trò đã dùng để ghi mục này. Đồng chí báo bí thư."
        }
        "holding_unknown" => {
            "Máy chủ chưa có vai trò đã dùng để ghi mục này. Mục được giữ; đồng chí báo bí thư."
        }
        "holding_not_begun" => {
            "Vai trò đã dùng để ghi mục này chưa bắt đầu. Mục được giữ và sẽ tự xử lý khi tới ngày."
        }
        "unknown_unit" => "Máy chủ chưa có đơn vị của mục này. Mục được giữ; đồng chí báo bí thư.",
        "unknown_form" => "Máy chủ chưa có biểu mẫu này. Mục được giữ và sẽ được xử lý sau.",
        "stale" => "Mục này đã thay đổi trên máy chủ. Đồng chí mở xem bản mới rồi làm lại.",
        "waits" | "no_record" => "Đang chờ một mục khác tới máy chủ trước.",
        "unknown_op" | "malformed" | "too_large" | "server_fault" => {
            "Máy chủ chưa hiểu được mục này nên đã giữ lại, sẽ xử lý sau khi cập nhật."
        }
        _ => "Máy chủ chưa xử lý được mục này. Nội dung vẫn được giữ.",
    }
}

/// For a photo that the server will not take.
pub(crate) fn photo(code: &str) -> &'static str {
    match code {
        "not_an_image" => {
            "Có ảnh bị hỏng nên máy chủ không nhận. Đồng chí sửa mục này, bỏ ảnh đó và chọn lại."
        }
        "too_many_pixels" | "blob_too_large" => {
            "Có ảnh quá lớn nên máy chủ không nhận. Đồng chí sửa mục này và chọn lại ảnh."
        }
        _ => "Có ảnh chưa gửi được. Ảnh vẫn được giữ trên máy.",
    }
}
