use super::{MAX_DECIMALS, print};
use crate::letter::is_space;

/// Why a typed text is not a number. Each variant asks the person for something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("no number given")]
    Empty,
    #[error("not a number: {text}")]
    Malformed { text: String },
    /// `1.5` is 1,5 with the wrong mark or 15 with a slip. Both options can be parsed.
    #[error("{text} is either {} or {}", options[0], options[1])]
    Ambiguous { text: String, options: [String; 2] },
    #[error("more than {decimals} decimals: {text}")]
    TooPrecise { text: String, decimals: u8 },
    #[error("too large: {text}")]
    TooLarge { text: String },
}

/// Reads `1234,5`, `1.234,5` and `1 234,5`; a point divides thousands, so `1.234` is 1234.
///
/// Only `0.05` is read with a point before its decimals, because no thousands begin with a zero.
pub fn parse(text: &str, decimals: u8) -> Result<i64, NumberError> {
    let trimmed = text.trim_matches(is_space);
    if trimmed.is_empty() {
        return Err(NumberError::Empty);
    }
    let decimals = decimals.min(MAX_DECIMALS);
    read(trimmed, decimals).map_err(|problem| problem.about(text, decimals))
}

/// What is wrong, before the whole text is put beside it.
enum Problem {
    Malformed,
    Ambiguous([String; 2]),
    TooPrecise,
    TooLarge,
}

impl Problem {
    fn about(self, text: &str, decimals: u8) -> NumberError {
        let text = text.to_owned();
        match self {
            Self::Malformed => NumberError::Malformed { text },
            Self::Ambiguous(options) => NumberError::Ambiguous { text, options },
            Self::TooPrecise => NumberError::TooPrecise { text, decimals },
            Self::TooLarge => NumberError::TooLarge { text },
        }
    }
}

fn read(text: &str, decimals: u8) -> Result<i64, Problem> {
    let unsigned = text.strip_prefix(['-', '\u{2212}']);
    let sign = if unsigned.is_some() { -1 } else { 1 };
    let unsigned = unsigned.unwrap_or(text);
    if let Some((whole, fraction)) = unsigned.split_once(',') {
        let whole = ungrouped(whole).ok_or(Problem::Malformed)?;
        return scaled(sign, &whole, checked(fraction, decimals)?, decimals);
    }
    if let Some(whole) = ungrouped(unsigned) {
        return scaled(sign, &whole, "", decimals);
    }
    read_decimal_point(sign, unsigned, decimals)
}

/// A point that divides no thousands, as in `1.5`.
fn read_decimal_point(sign: i64, text: &str, decimals: u8) -> Result<i64, Problem> {
    let (whole, fraction) = text.rsplit_once('.').ok_or(Problem::Malformed)?;
    let whole = ungrouped(whole).ok_or(Problem::Malformed)?;
    let is_below_one = whole.bytes().all(|digit| digit == b'0');
    let fraction = match checked(fraction, decimals) {
        // Without a sensible reading as decimals this is a slip between thousands.
        Err(Problem::TooPrecise) if !is_below_one => return Err(Problem::Malformed),
        fraction => fraction?,
    };
    let with_decimals = scaled(sign, &whole, fraction, decimals)?;
    if is_below_one {
        return Ok(with_decimals);
    }
    let without = scaled(sign, &(whole + fraction), "", decimals)?;
    Err(Problem::Ambiguous([
        print(with_decimals, decimals),
        print(without, decimals),
    ]))
}

fn checked(fraction: &str, decimals: u8) -> Result<&str, Problem> {
    if !is_digits(fraction) {
        Err(Problem::Malformed)
    } else if fraction.len() > decimals.into() {
        Err(Problem::TooPrecise)
    } else {
        Ok(fraction)
    }
}

/// The digits of a whole number, written plainly or in threes with points or spaces. Threes that
/// begin with a zero are none: `0.050` is no way to write 50.
fn ungrouped(text: &str) -> Option<String> {
    if is_digits(text) {
        return Some(text.to_owned());
    }
    let has_points = text.contains('.');
    let mut groups = text.split(|c| if has_points { c == '.' } else { is_space(c) });
    let first = groups.next()?;
    if !is_digits(first) || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if !is_digits(group) || group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// `whole` and `fraction` hold digits only; the value is built on its own side of zero, because
/// the smallest integer has no positive twin.
fn scaled(sign: i64, whole: &str, fraction: &str, decimals: u8) -> Result<i64, Problem> {
    let missing = (0..decimals).skip(fraction.len()).map(|_| b'0');
    let digits = whole.bytes().chain(fraction.bytes()).chain(missing);
    digits
        .map(|byte| i64::from(byte - b'0') * sign)
        .try_fold(0_i64, |value, digit| {
            value.checked_mul(10)?.checked_add(digit)
        })
        .ok_or(Problem::TooLarge)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
