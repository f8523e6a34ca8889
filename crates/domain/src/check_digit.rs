//! The check digit of codes that people type (Damm): every wrong digit and every swap of
//! neighbours is found before anybody is asked whether the code exists.

/// A quasigroup of order 10 that is totally anti-symmetric.
const DAMM: [[u8; 10]; 10] = [
    *b"0317598642",
    *b"7092154863",
    *b"4206871359",
    *b"1750983426",
    *b"6123045978",
    *b"3674209581",
    *b"5869720134",
    *b"8945362017",
    *b"9438617205",
    *b"2581436790",
];

/// The digit to put behind these, as ASCII: `0` when the last one is a right check digit already.
/// None for anything but digits.
#[must_use]
pub fn check_digit(digits: &str) -> Option<u8> {
    digits.bytes().try_fold(b'0', |interim, digit| {
        let row = DAMM.get(usize::from(interim.wrapping_sub(b'0')))?;
        row.get(usize::from(digit.wrapping_sub(b'0'))).copied()
    })
}

/// Whether the last digit is the check digit of those before it.
#[must_use]
pub fn is_checked(digits: &str) -> bool {
    check_digit(digits) == Some(b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_method_comes_out_as_published() {
        assert_eq!(check_digit("572"), Some(b'4'));
        assert!(is_checked("5724"));
    }

    #[test]
    fn a_wrong_digit_and_a_swap_are_found() {
        for slip in ["5725", "5734", "5274", "7524"] {
            assert!(!is_checked(slip), "{slip}");
        }
    }

    #[test]
    fn what_is_no_digit_has_no_check_digit() {
        assert_eq!(check_digit("57a4"), None);
        assert!(!is_checked("５７２４"));
    }
}
