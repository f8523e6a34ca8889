//! Notes that compress no better than what people write.

/// 120 characters of what might be said about such a day, never the same twice.
pub(crate) fn note(number: usize) -> String {
    const WORDS: [&str; 48] = [
        "đoàn viên",
        "thanh niên",
        "bà con",
        "trong ấp",
        "đã",
        "cùng",
        "thay",
        "sửa",
        "dây điện",
        "công tơ",
        "hộ nghèo",
        "gia đình",
        "khó khăn",
        "neo đơn",
        "trời mưa",
        "chiều nay",
        "sáng sớm",
        "bắt đầu",
        "kết thúc",
        "an toàn",
        "không có",
        "sự cố",
        "còn lại",
        "ba nhà",
        "hẹn",
        "tuần sau",
        "tiếp tục",
        "xe",
        "thuyền",
        "qua sông",
        "bến phà",
        "đông vui",
        "nhiệt tình",
        "hỗ trợ",
        "vật tư",
        "chi đoàn",
        "góp",
        "thêm",
        "bóng đèn",
        "ổ cắm",
        "cầu dao",
        "hướng dẫn",
        "tiết kiệm",
        "điện",
        "bác trưởng ấp",
        "cảm ơn",
        "chụp ảnh",
        "báo cáo",
    ];
    let mut random = u32::try_from(number)
        .unwrap_or(0)
        .wrapping_mul(2_654_435_761)
        | 1;
    let mut text = String::new();
    while text.chars().count() < 120 {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        text += WORDS[random as usize % WORDS.len()];
        text.push(' ');
    }
    text.chars().take(120).collect()
}
