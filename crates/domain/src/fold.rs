//! Search that does not mind diacritics, capitals or how a text was typed.
//!
//! «doan khoi» finds «Đoàn Khối»; «Ủy» and «Uỷ», «hòa» and «hoà», composed and combining
//! spelling are the same. Letters of other scripts are kept as they are. A collator of the
//! browser cannot do this: to it ă, â, đ, ê, ô, ơ and ư are letters of their own.

use crate::letter::{Hat, Letter, Tone, is_space, letters};

/// The text as the search index keeps it: no marks, small letters, single spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_after_space = false;
    for Letter { base, .. } in letters(text) {
        if is_space(base) {
            is_after_space = true;
            continue;
        }
        if is_after_space && !out.is_empty() {
            out.push(' ');
        }
        is_after_space = false;
        out.push(base);
    }
    out
}

/// How near a found text is to what was typed. Sort ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// All typed diacritics agree. Where none were typed, every find is this near.
    AsTyped,
    MarksDiffer,
}

/// What a person looks for, taken apart once for many texts.
///
/// Every typed word must begin a word of the text, in any order.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<Word>,
    has_marks: bool,
}

#[derive(Clone, Debug, Default)]
struct Word {
    folded: String,
    /// One for each letter.
    hats: Vec<Hat>,
    /// Kept for the word, not for a letter, because «hòa» and «hoà» are one word.
    tone: Option<Tone>,
}

impl Query {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let words = words(text);
        let has_marks = words.iter().any(Word::has_marks);
        Self { words, has_marks }
    }

    /// An empty query finds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// `None` when the text is not found. `folded` is `fold(text)`, which a list of thousands
    /// computes once and not at every keystroke.
    #[must_use]
    pub fn rank(&self, folded: &str, text: &str) -> Option<Rank> {
        let is_found = |word: &Word| begins_a_word(folded, &word.folded);
        if !self.words.iter().all(is_found) {
            return None;
        }
        if !self.has_marks {
            return Some(Rank::AsTyped);
        }
        let found = words(text);
        let has_same_marks = |word: &Word| found.iter().any(|other| word.begins(other));
        Some(if self.words.iter().all(has_same_marks) {
            Rank::AsTyped
        } else {
            Rank::MarksDiffer
        })
    }
}

/// For one text. A list builds the `Query` once and calls `rank`.
#[must_use]
pub fn matches(query: &str, text: &str) -> Option<Rank> {
    Query::new(query).rank(&fold(text), text)
}

impl Word {
    fn push(&mut self, letter: Letter) {
        self.folded.push(letter.base);
        self.hats.push(letter.hat);
        if letter.tone != Tone::None {
            self.tone = Some(letter.tone);
        }
    }

    fn has_marks(&self) -> bool {
        self.tone.is_some() || self.hats.iter().any(|&hat| hat != Hat::None)
    }

    fn begins(&self, other: &Self) -> bool {
        other.folded.starts_with(&self.folded)
            && other.hats.starts_with(&self.hats)
            && other.tone == self.tone
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for letter in letters(text) {
        if is_in_word(letter.base) {
            word.push(letter);
        } else if !word.folded.is_empty() {
            words.push(core::mem::take(&mut word));
        }
    }
    if !word.folded.is_empty() {
        words.push(word);
    }
    words
}

/// Letters and digits. Of what is not ASCII, only the signs of Latin-1 and general punctuation
/// (dashes, quotation marks) divide words.
fn is_in_word(character: char) -> bool {
    match character {
        '\0'..='\u{7F}' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{206F}' => false,
        _ => !is_space(character),
    }
}

/// A loop over bytes: the standard library's search would add its general algorithm to the app.
fn begins_a_word(folded: &str, word: &str) -> bool {
    let first = word.bytes().next();
    folded
        .as_bytes()
        .windows(word.len().max(1))
        .enumerate()
        .any(|(start, window)| {
            window.first().copied() == first
                && window == word.as_bytes()
                && is_word_start(folded, start)
        })
}

fn is_word_start(folded: &str, start: usize) -> bool {
    let before = folded
        .get(..start)
        .and_then(|text| text.chars().next_back());
    !before.is_some_and(is_in_word)
}

#[cfg(test)]
mod tests;
