const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
const BILLION: u64 = 1_000_000_000;

/// «ba triệu bảy trăm năm mươi nghìn đồng»
///
/// Of the forms in use it takes «nghìn», «linh», and «tư» after «mươi» and «linh». Groups of three
/// zeros are not read; every other group after the first is read with its hundreds: 1.005 is «một
/// nghìn không trăm linh năm».
#[must_use]
pub fn words(amount: i64) -> String {
    let mut words = Words(String::new());
    if amount < 0 {
        words.push("âm");
    }
    match amount.unsigned_abs() {
        0 => words.push("không"),
        number => words.push_number(number, false),
    }
    words.push("đồng");
    words.0
}

struct Words(String);

impl Words {
    fn push(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(word);
    }

    fn push_digit(&mut self, digit: u64) {
        self.push(DIGITS.get(digit as usize).copied().unwrap_or_default());
    }

    /// Vietnamese counts in thousands up to a billion (tỷ) and then counts billions: 10^12 is
    /// «một nghìn tỷ».
    fn push_number(&mut self, number: u64, has_higher: bool) {
        let (billions, mut rest) = (number / BILLION, number % BILLION);
        let mut has_higher = has_higher;
        if billions > 0 {
            self.push_number(billions, has_higher);
            self.push("tỷ");
            has_higher = true;
        }
        for (unit, name) in [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")] {
            let group = rest / unit;
            rest %= unit;
            if group == 0 {
                continue;
            }
            self.push_group(group, has_higher);
            if unit > 1 {
                self.push(name);
            }
            has_higher = true;
        }
    }

    /// 1 to 999
    fn push_group(&mut self, group: u64, has_higher: bool) {
        let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
        let has_hundreds = has_higher || hundreds > 0;
        if has_hundreds {
            self.push_digit(hundreds);
            self.push("trăm");
        }
        match tens {
            0 if has_hundreds && ones > 0 => self.push("linh"),
            0 => {}
            1 => self.push("mười"),
            _ => {
                self.push_digit(tens);
                self.push("mươi");
            }
        }
        match (tens, ones) {
            (_, 0) => {}
            (2.., 1) => self.push("mốt"),
            (2.., 4) => self.push("tư"),
            (0, 4) if has_hundreds => self.push("tư"),
            (1.., 5) => self.push("lăm"),
            _ => self.push_digit(ones),
        }
    }
}
