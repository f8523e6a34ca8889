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

#[derive(Clone, Debug)]
struct Word {
    folded: String,
    letters: Vec<(char, Hat)>,
    /// Kept for the word, not for a letter, because «hòa» and «hoà» are one word.
    tone: Tone,
}

impl Query {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let words: Vec<_> = words(text).filter_map(Word::new).collect();
        let has_marks = words.iter().any(Word::has_marks);
        Self { words, has_marks }
    }

    /// An empty query finds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// `None` when the text is not found. `folded` is `fold(text)`, which a list of thousands
    /// computes once and not at every keystroke; it may hold more than `text`, whose marks count.
    #[must_use]
    pub fn rank(&self, folded: &str, text: &str) -> Option<Rank> {
        let begins = |word: &Word| begins_a_word(folded, &word.folded);
        if !self.words.iter().all(begins) {
            return None;
        }
        Some(if self.has_marks && !self.agrees_in_marks(text) {
            Rank::MarksDiffer
        } else {
            Rank::AsTyped
        })
    }

    fn agrees_in_marks(&self, text: &str) -> bool {
        let mut missing: Vec<&Word> = self.words.iter().collect();
        words(text).any(|found| {
            missing.retain(|word| !word.begins(found));
            missing.is_empty()
        })
    }
}

/// For one text. A list builds the `Query` once and calls `rank`.
#[must_use]
pub fn matches(query: &str, text: &str) -> Option<Rank> {
    Query::new(query).rank(&fold(text), text)
}

impl Word {
    /// `None` for combining marks without a letter.
    fn new(text: &str) -> Option<Self> {
        let folded = fold(text);
        (!folded.is_empty()).then(|| Self {
            folded,
            letters: letters(text)
                .map(|letter| (letter.base, letter.hat))
                .collect(),
            tone: tone_of(letters(text)),
        })
    }

    fn has_marks(&self) -> bool {
        self.tone != Tone::None || self.letters.iter().any(|&(_, hat)| hat != Hat::None)
    }

    /// Leaves at the first other letter: most words of a text are passed over this way.
    fn begins(&self, other: &str) -> bool {
        let mut others = letters(other);
        let mut tone = Tone::None;
        for &letter in &self.letters {
            match others.next() {
                Some(other) if (other.base, other.hat) == letter => tone = tone.max(other.tone),
                _ => return false,
            }
        }
        tone.max(tone_of(others)) == self.tone
    }
}

fn tone_of(letters: impl Iterator<Item = Letter>) -> Tone {
    letters.fold(Tone::None, |tone, letter| tone.max(letter.tone))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_in_word(character))
        .filter(|word| !word.is_empty())
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
