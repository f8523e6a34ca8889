//! Activation codes as they are typed: 16 digits in fours, the last one a check digit. Pure.

use nhatky_domain::check_digit::is_checked;

/// Well formed; nothing is said about whether it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    digits: String,
}

/// What is the matter with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mistyped {
    /// Fewer than 16 digits so far.
    Short,
    /// More than 16 digits, or something else than digits.
    NotACode,
    /// 16 digits of which one is wrong or two are swapped.
    Slip,
}

const DIGITS: usize = 16;

impl Code {
    pub(crate) fn parse(text: &str) -> Result<Self, Mistyped> {
        let digits: String = text.chars().filter(|sign| !is_separator(*sign)).collect();
        if !digits.bytes().all(|sign| sign.is_ascii_digit()) || digits.len() > DIGITS {
            Err(Mistyped::NotACode)
        } else if digits.len() < DIGITS {
            Err(Mistyped::Short)
        } else if !is_checked(&digits) {
            Err(Mistyped::Slip)
        } else {
            Ok(Self { digits })
        }
    }

    /// For the server.
    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }

    /// «4821 0937 5516 2048»
    pub(crate) fn text(&self) -> String {
        grouped(&self.digits)
    }
}

/// What was typed so far, in fours.
pub(crate) fn grouped(text: &str) -> String {
    let mut grouped = String::with_capacity(DIGITS + 3);
    for (idx, sign) in text.chars().filter(|sign| !is_separator(*sign)).enumerate() {
        if idx > 0 && idx % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(sign);
    }
    grouped
}

fn is_separator(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '–' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 123456789012345 and the digit that the server's test computes for it.
    fn right() -> String {
        let base = "123456789012345";
        let last = (0..10)
            .find(|digit| is_checked(&format!("{base}{digit}")))
            .unwrap();
        format!("{base}{last}")
    }

    #[test]
    fn a_code_is_read_however_it_is_separated() {
        let digits = right();
        let code = Code::parse(&digits).unwrap();
        assert_eq!(code.digits(), digits);
        assert_eq!(Code::parse(&code.text()), Ok(code.clone()));
        assert_eq!(Code::parse(&code.text().replace(' ', "-")), Ok(code));
    }

    #[test]
    fn a_slip_is_seen_before_anybody_is_asked() {
        let digits = right();
        for at in 0..DIGITS {
            let mut slip = digits.clone().into_bytes();
            slip[at] = if slip[at] == b'9' { b'0' } else { slip[at] + 1 };
            let slip = String::from_utf8(slip).unwrap();
            assert_eq!(Code::parse(&slip), Err(Mistyped::Slip), "{slip}");
        }
    }

    #[test]
    fn what_is_not_16_digits_is_told_apart() {
        assert_eq!(Code::parse("4821 09"), Err(Mistyped::Short));
        assert_eq!(Code::parse(""), Err(Mistyped::Short));
        assert_eq!(Code::parse("4821-0937-5516-20488"), Err(Mistyped::NotACode));
        assert_eq!(Code::parse("mã của tôi"), Err(Mistyped::NotACode));
    }

    #[test]
    fn digits_are_grouped_as_they_are_typed() {
        assert_eq!(grouped("48210"), "4821 0");
        assert_eq!(grouped("4821 0937-5"), "4821 0937 5");
    }
}
