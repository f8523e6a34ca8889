//! Dictionary order of Vietnamese text, as CLDR has it for `vi`: letters first (a ă â b c d đ e ê
//! …), then tones (none, huyền, hỏi, ngã, sắc, nặng); capitals and spelling (NFC or NFD) do not
//! count. Letters of other scripts come after z.

use crate::letter::{Tone, is_space, letters};

/// Ends a level. Sorts before everything else in a key, so that «An» stands before «An Bình».
const END: char = ' ';
/// Stands for spaces between words, which sort before letters.
const SPACE: char = '!';

/// A key whose byte order is the dictionary order, fit for an index of a database.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2);
    push_sort_key(&mut key, text);
    key
}

/// Two bytes for each letter, then one for the tone of each word: «hòa» and «hoà» are one word, so
/// where the tone stands must not matter. Keys pushed one after the other compare level by level.
pub(crate) fn push_sort_key(key: &mut String, text: &str) {
    let mut tones = String::new();
    for (idx, word) in words(text).enumerate() {
        if idx > 0 {
            key.push(SPACE);
        }
        let mut tone = Tone::None;
        for letter in letters(word) {
            key.push(letter.base);
            key.push(digit(letter.hat as u8));
            tone = tone.max(letter.tone);
        }
        tones.push(digit(tone as u8));
    }
    key.push(END);
    key.push_str(&tones);
    key.push(END);
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

fn digit(number: u8) -> char {
    char::from(b'0' + number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn assert_in_order(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn letters_stand_in_the_order_of_the_alphabet() {
        assert_in_order(&[
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m",
            "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z", "ខ",
        ]);
    }

    #[test]
    fn tones_order_words_of_the_same_letters() {
        assert_in_order(&[
            "ma", "mà", "mả", "mã", "má", "mạ", "mai", "măm", "mầm", "mậm",
        ]);
        assert_in_order(&["hoa", "hòa", "hóa", "họa", "hoan"]);
        assert_in_order(&["Dương", "Đặng", "Đỗ", "Em"]);
    }

    #[test]
    fn shorter_texts_and_spaces_come_first() {
        assert_in_order(&["", "An", "An Bình", "An Bình A", "Anh", "Ân"]);
        assert_in_order(&["Mỹ An", "Mỹ Long", "Mỹ Long Bắc"]);
    }

    #[test]
    fn capitals_and_spelling_do_not_count() {
        let name = "Đoàn cơ sở Điện lực";
        let decomposed: String = name.nfd().collect();
        for other in [
            decomposed.as_str(),
            "ĐOÀN CƠ SỞ ĐIỆN LỰC",
            " Đoàn  cơ sở Điện lực ",
        ] {
            assert_eq!(sort_key(other), sort_key(name));
        }
    }
}
