//! Activation codes: 16 digits in fours, the last one a check digit, about 50 bits.
//!
//! A slip is told from a code that does not exist before anything is looked up.

use std::fmt;

use nhatky_domain::check_digit::{check_digit, is_checked};
use uuid::Uuid;

use crate::keys::{Purpose, ServerKey, random};

/// Well formed; nothing is said about whether it exists.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    digits: String,
}

/// Never the digits: codes do not belong into logs.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// Not 16 digits, or one of them is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an activation code")]
pub struct MalformedCode;

const DIGITS: usize = 16;
const PREFIX_DIGITS: usize = 6;
/// 10^15: what the digits before the check digit can tell apart.
const SPACE: u64 = 1_000_000_000_000_000;

impl Code {
    /// # Errors
    /// Other than 16 digits with blanks and dashes between them, or a slip.
    pub fn parse(text: &str) -> Result<Self, MalformedCode> {
        let digits: String = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–'))
            .take(DIGITS + 1)
            .collect();
        let all_digits = digits.bytes().all(|sign| sign.is_ascii_digit());
        if digits.len() == DIGITS && all_digits && is_checked(&digits) {
            Ok(Self { digits })
        } else {
            Err(MalformedCode)
        }
    }

    /// A new one that nobody can guess.
    #[must_use]
    pub fn random() -> Self {
        Self::from_number(u64::from_be_bytes(random()))
    }

    /// The same for the same person and folder, so that a demo can be started again.
    #[must_use]
    pub fn of_demo(key: &ServerKey, person: Uuid) -> Self {
        let hash = key.hash(Purpose::DemoCode, &[person.as_bytes()]);
        let number = hash
            .iter()
            .take(8)
            .fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        Self::from_number(number)
    }

    /// 2^64 is no multiple of 10^15; the lean towards small numbers is below one in 10^4.
    fn from_number(number: u64) -> Self {
        let mut digits = format!("{:015}", number % SPACE);
        digits.extend(check_digit(&digits).map(char::from));
        Self { digits }
    }

    /// Under which the server stores it.
    #[must_use]
    pub fn hash(&self, key: &ServerKey) -> [u8; 32] {
        key.hash(Purpose::Code, &[self.digits.as_bytes()])
    }

    /// The part by which guesses are counted.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.digits.get(..PREFIX_DIGITS).unwrap_or_default()
    }

    /// `1234-5678-9012-3456`, to print and to put behind `/kich-hoat#`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(DIGITS + 3);
        for (idx, digit) in self.digits.chars().enumerate() {
            if idx > 0 && idx % 4 == 0 {
                text.push('-');
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_what_it_prints_with_or_without_dashes() {
        let code = Code::random();
        assert_eq!(Code::parse(&code.text()), Ok(code.clone()));
        assert_eq!(Code::parse(&code.text().replace('-', " ")), Ok(code));
    }

    #[test]
    fn every_wrong_digit_and_every_swap_of_neighbours_is_found() {
        let digits = Code::from_number(123_456_789_012_345).digits;
        for at in 0..DIGITS {
            for other in b'0'..=b'9' {
                let mut slip = digits.clone().into_bytes();
                if slip[at] != other {
                    slip[at] = other;
                    let slip = String::from_utf8(slip).unwrap();
                    assert_eq!(Code::parse(&slip), Err(MalformedCode), "{slip}");
                }
            }
            let mut swap = digits.clone().into_bytes();
            if at > 0 && swap[at] != swap[at - 1] {
                swap.swap(at - 1, at);
                let swap = String::from_utf8(swap).unwrap();
                assert_eq!(Code::parse(&swap), Err(MalformedCode), "{swap}");
            }
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in ["", "1234", "abcdefghijklmnop", &"1".repeat(40), "１２３４"] {
            assert_eq!(Code::parse(text), Err(MalformedCode), "{text}");
        }
    }
}
