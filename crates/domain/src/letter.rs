//! Vietnamese letters taken apart: what search folds away and what sorting orders by.
//!
//! Reads precomposed (NFC) and combining (NFD) spelling alike. ASCII, Latin-1 and Vietnamese
//! letters become lower case. Letters of any other script (Khmer has no capitals) pass through as
//! they are, because the tables for all of Unicode weigh more than the rest of this crate.

use core::str::Chars;

/// In the order in which the alphabet has the letters: a ă â, d đ, e ê, o ô ơ, u ư.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hat {
    None,
    Breve,
    Circumflex,
    Horn,
    Stroke,
}

/// In dictionary order: none, huyền, hỏi, ngã, sắc, nặng.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    None,
    Huyen,
    Hoi,
    Nga,
    Sac,
    Nang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// Lower case and without marks where this module knows how.
    pub(crate) base: char,
    pub(crate) hat: Hat,
    pub(crate) tone: Tone,
}

enum Mark {
    Hat(Hat),
    Tone(Tone),
    /// A combining mark that Vietnamese does not use; it is dropped.
    Foreign,
}

/// The letters of a text, combining marks joined to the letter before them.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = Letter> {
    let mut rest = text.chars();
    core::iter::from_fn(move || {
        let mut letter = loop {
            let character = rest.next()?;
            if character < FIRST_MARK || mark(character).is_none() {
                break take_apart(character);
            }
        };
        while let Some(mark) = mark_at(&rest) {
            rest.next();
            match mark {
                Mark::Hat(hat) => letter.hat = hat,
                Mark::Tone(tone) => letter.tone = tone,
                Mark::Foreign => {}
            }
        }
        Some(letter)
    })
}

const FIRST_MARK: char = '\u{300}';

/// A list takes thousands of texts apart, so the common case leaves before the table.
#[inline]
fn mark_at(rest: &Chars<'_>) -> Option<Mark> {
    let next = rest.clone().next()?;
    if next < FIRST_MARK {
        return None;
    }
    mark(next)
}

fn mark(character: char) -> Option<Mark> {
    Some(match character {
        '\u{300}' => Mark::Tone(Tone::Huyen),
        '\u{301}' => Mark::Tone(Tone::Sac),
        '\u{302}' => Mark::Hat(Hat::Circumflex),
        '\u{303}' => Mark::Tone(Tone::Nga),
        '\u{306}' => Mark::Hat(Hat::Breve),
        '\u{309}' => Mark::Tone(Tone::Hoi),
        '\u{31B}' => Mark::Hat(Hat::Horn),
        '\u{323}' => Mark::Tone(Tone::Nang),
        '\u{300}'..='\u{36F}' => Mark::Foreign,
        _ => return None,
    })
}

fn take_apart(character: char) -> Letter {
    if character.is_ascii() {
        let base = character.to_ascii_lowercase();
        return Letter {
            base,
            hat: Hat::None,
            tone: Tone::None,
        };
    }
    let lower = lower_case(character);
    if ('\u{1EA0}'..='\u{1EF9}').contains(&lower) {
        return take_apart_vietnamese_block(lower);
    }
    let (base, hat, tone) = match lower {
        'à' => ('a', Hat::None, Tone::Huyen),
        'á' => ('a', Hat::None, Tone::Sac),
        'â' => ('a', Hat::Circumflex, Tone::None),
        'ã' => ('a', Hat::None, Tone::Nga),
        'ă' => ('a', Hat::Breve, Tone::None),
        'ä' | 'å' => ('a', Hat::None, Tone::None),
        'ç' => ('c', Hat::None, Tone::None),
        // The Icelandic ð has the same capital shape as Đ and is typed for it by mistake.
        'đ' | 'ð' => ('d', Hat::Stroke, Tone::None),
        'è' => ('e', Hat::None, Tone::Huyen),
        'é' => ('e', Hat::None, Tone::Sac),
        'ê' => ('e', Hat::Circumflex, Tone::None),
        'ë' => ('e', Hat::None, Tone::None),
        'ì' => ('i', Hat::None, Tone::Huyen),
        'í' => ('i', Hat::None, Tone::Sac),
        'î' => ('i', Hat::Circumflex, Tone::None),
        'ï' => ('i', Hat::None, Tone::None),
        'ĩ' => ('i', Hat::None, Tone::Nga),
        'ñ' => ('n', Hat::None, Tone::Nga),
        'ò' => ('o', Hat::None, Tone::Huyen),
        'ó' => ('o', Hat::None, Tone::Sac),
        'ô' => ('o', Hat::Circumflex, Tone::None),
        'õ' => ('o', Hat::None, Tone::Nga),
        'ö' => ('o', Hat::None, Tone::None),
        'ơ' => ('o', Hat::Horn, Tone::None),
        'ù' => ('u', Hat::None, Tone::Huyen),
        'ú' => ('u', Hat::None, Tone::Sac),
        'û' => ('u', Hat::Circumflex, Tone::None),
        'ü' => ('u', Hat::None, Tone::None),
        'ũ' => ('u', Hat::None, Tone::Nga),
        'ư' => ('u', Hat::Horn, Tone::None),
        'ý' => ('y', Hat::None, Tone::Sac),
        'ÿ' => ('y', Hat::None, Tone::None),
        other => (other, Hat::None, Tone::None),
    };
    Letter { base, hat, tone }
}

fn lower_case(character: char) -> char {
    let code = character as u32;
    let lower = match code {
        0x41..=0x5A => code + 0x20,
        0xC0..=0xD6 | 0xD8..=0xDE => code + 0x20,
        // From here on the capital stands right before its small letter.
        0x102 | 0x110 | 0x128 | 0x168 | 0x1A0 | 0x1AF => code + 1,
        0x1EA0..=0x1EF9 => code | 1,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(character)
}

/// The block ạ (U+1EA1) … ỹ (U+1EF9), every second letter, in the VIQR notation of RFC 1456:
/// `^ ( +` are the hats, `` ` ? ~ ' . `` the tones.
fn take_apart_vietnamese_block(lower: char) -> Letter {
    const BASES: &[u8; 45] = b"aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy";
    const HATS: &[u8; 45] = b"  ^^^^^(((((   ^^^^^    ^^^^^+++++  +++++    ";
    const TONES: &[u8; 45] = b".?'`?~.'`?~..?~'`?~.?..?'`?~.'`?~..?'`?~.`.?~";
    let place = ((lower as usize) - 0x1EA0) / 2;
    let at = |table: &[u8; 45]| table.get(place).copied().unwrap_or(b' ');
    Letter {
        base: char::from(at(BASES)),
        hat: match at(HATS) {
            b'^' => Hat::Circumflex,
            b'(' => Hat::Breve,
            b'+' => Hat::Horn,
            _ => Hat::None,
        },
        tone: match at(TONES) {
            b'`' => Tone::Huyen,
            b'?' => Tone::Hoi,
            b'~' => Tone::Nga,
            b'\'' => Tone::Sac,
            _ => Tone::Nang,
        },
    }
}

/// All spaces that keyboards, web pages and word processors put between words.
pub(crate) fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | ' ' | '\u{A0}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{3000}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    const VOWELS: &str = "aăâeêioôơuưy";

    fn parts(text: &str) -> Vec<(char, Hat, Tone)> {
        letters(text).map(|l| (l.base, l.hat, l.tone)).collect()
    }

    #[test]
    fn every_vietnamese_letter_comes_apart_the_same_in_both_spellings() {
        let tones = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
        let mut seen = 0;
        for vowel in VOWELS.chars().chain(VOWELS.to_uppercase().chars()) {
            let plain = parts(&vowel.to_string());
            for (tone, number) in tones.iter().zip(0..) {
                let composed: String = format!("{vowel}{tone}").nfc().collect();
                assert_eq!(composed.chars().count(), 1, "{vowel}{tone}");
                let decomposed: String = composed.nfd().collect();
                assert_eq!(parts(&composed), parts(&decomposed), "{composed}");
                let letter = letters(&composed).next().unwrap();
                assert_eq!((letter.base, letter.hat), (plain[0].0, plain[0].1));
                assert_eq!(letter.tone as usize, number, "{composed}");
                assert!(letter.base.is_ascii_lowercase(), "{composed}");
                seen += 1;
            }
        }
        assert_eq!(seen, 12 * 6 * 2);
        assert_eq!(parts("đ"), [('d', Hat::Stroke, Tone::None)]);
        assert_eq!(parts("Đ"), parts("đ"));
    }

    #[test]
    fn capitals_of_all_known_letters_become_small() {
        for code in (0x20..0x100).chain(0x1EA0..=0x1EF9) {
            let character = char::from_u32(code).unwrap();
            let expected: String = character.to_lowercase().collect();
            assert_eq!(lower_case(character).to_string(), expected);
        }
    }

    #[test]
    fn other_scripts_pass_through_and_stray_marks_fall_away() {
        let kept: String = letters("ភាសា日本Ж").map(|letter| letter.base).collect();
        assert_eq!(kept, "ភាសា日本Ж");
        assert_eq!(parts("\u{301}a\u{308}"), [('a', Hat::None, Tone::None)]);
        assert_eq!(parts("\u{323}"), []);
    }
}
