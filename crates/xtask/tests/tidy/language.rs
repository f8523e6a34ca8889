//! What a person reads: all of it in `src/text`, in one spelling, and never the wrong address.

use crate::{
    assert_none,
    scan::scan,
    tree::{File, files},
};

/// Older and newer places of the tone mark differ; ours is «hòa», «ủy», «thúy».
const OTHER_SPELLINGS: [&str; 24] = [
    "oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ", "Oà",
    "Oá", "Oả", "Oã", "Oạ", "Uỳ", "Uý", "Uỷ", "Uỵ",
];

#[test]
fn words_for_people_stand_in_src_text() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| is_app_code(file)) {
        for (line, literal) in &scan(file).literals {
            if literal.chars().any(is_vietnamese) {
                findings.push(file.finding(*line, literal.as_str()));
            }
        }
    }
    assert_none("words outside src/text", findings);
}

fn is_app_code(file: &File) -> bool {
    file.is_rust()
        && file.path.starts_with("src/")
        && !file.path.starts_with("src/text")
        && !file.is_test()
}

/// A letter that no English word has.
fn is_vietnamese(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

#[test]
fn words_for_people_are_spelled_one_way() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| is_read_by_people(file)) {
        for (line, text) in file.lines() {
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                if is_spelled_otherwise(word) {
                    findings
                        .push(file.finding(line, format!("«{word}» is spelled otherwise here")));
                }
            }
            if text
                .chars()
                .any(|letter| ('\u{300}'..='\u{323}').contains(&letter))
            {
                findings.push(file.finding(line, "a letter in two parts: write it as one (NFC)"));
            }
        }
    }
    assert_none("spelling", findings);
}

fn is_read_by_people(file: &File) -> bool {
    file.path.starts_with("src/text")
        || file.path.starts_with("crates/domain/catalogue/") && file.path.ends_with(".toml")
        || ["index.html", "public/manifest.webmanifest", "README.md"].contains(&file.path.as_str())
}

/// In an open syllable the mark stands on the first vowel, except after «qu».
fn is_spelled_otherwise(word: &str) -> bool {
    let lower = word.to_lowercase();
    !lower.starts_with("qu") && OTHER_SPELLINGS.iter().any(|ending| word.ends_with(ending))
}

#[test]
fn the_tone_mark_rule_knows_open_syllables() {
    for (word, expected) in [
        ("hoà", true),
        ("hòa", false),
        ("uỷ", true),
        ("ủy", false),
        ("toàn", false),
        ("quý", false),
        ("Thuý", true),
    ] {
        assert_eq!(is_spelled_otherwise(word), expected, "{word}");
    }
}

#[test]
fn nobody_is_called_by_the_familiar_word() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| is_read_by_people(file)) {
        for (line, text) in file.lines() {
            let mut words = text.split(|letter: char| !letter.is_alphabetic());
            if words.any(|word| word.eq_ignore_ascii_case("bạn") || word == "Bạn") {
                findings.push(file.finding(line, "«bạn»: say «đồng chí»"));
            }
        }
    }
    assert_none("address", findings);
}
