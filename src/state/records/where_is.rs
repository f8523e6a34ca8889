//! Where a record is: the eight situations that a person reads about, and never how it stands in
//! its workflow.

/// Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WhereIs {
    /// «Nháp, đã lưu trên máy»
    Draft { saved_at_ms: i64 },
    /// «Chờ gửi»; `held` is the server's reason for keeping it waiting.
    Queued { held: Option<String> },
    /// «Đang gửi»
    Sending,
    /// «Máy chủ đã nhận số liệu · đang gửi ảnh 1/3»: photo `current` is under way or next.
    SendingPhotos { current: u32, total: u32 },
    /// «Máy chủ đã nhận lúc 18:32»: complete, every photo confirmed by hash. Server time.
    Received { at_ms: i64 },
    /// «Hai bản khác nhau»
    Conflict,
    /// «Cần xử lý»; `code` says what the server refused.
    NeedsAction { code: String },
    /// «Máy chủ đã giữ, chưa xử lý được»
    Quarantined,
}
