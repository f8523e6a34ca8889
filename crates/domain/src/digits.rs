//! Decimal digits into and out of text without the formatting machinery, which would cost the
//! phone some kilobytes. Nothing here knows what the number means.

pub(crate) fn push_number(out: &mut String, number: u64) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// At least `width` digits, filled up with zeros on the left.
pub(crate) fn push_padded(out: &mut String, number: u32, width: u32) {
    let mut floor = 10;
    for _ in 1..width {
        if number < floor {
            out.push('0');
        }
        floor = floor.saturating_mul(10);
    }
    push_number(out, u64::from(number));
}

/// One to nine digits and nothing else; signs and spaces are not digits.
pub(crate) fn parse_digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u32::from(byte - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_fill_up_to_the_width_and_never_cut() {
        for (number, width, expected) in [
            (7, 1, "7"),
            (7, 2, "07"),
            (0, 2, "00"),
            (24, 2, "24"),
            (24, 4, "0024"),
            (2020, 4, "2020"),
            (12345, 4, "12345"),
        ] {
            let mut out = String::new();
            push_padded(&mut out, number, width);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn only_plain_digits_are_a_number() {
        assert_eq!(parse_digits("007"), Some(7));
        assert_eq!(parse_digits("999999999"), Some(999_999_999));
        for text in ["", "1234567890", "+7", "-7", " 7", "7a", "٧"] {
            assert_eq!(parse_digits(text), None, "{text}");
        }
    }
}
