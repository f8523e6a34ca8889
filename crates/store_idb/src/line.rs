//! A record's line for lists, packed into one short text: ten thousand are read in one piece,
//! joined and split, which costs a third of reading as many objects.

#[cfg(test)]
mod tests;

use nhatky_domain::ids::RecordId;
use nhatky_sync::store::Summary;

/// Between the parts of a line.
const PART: char = '\u{1f}';
/// Between lines read together.
pub(crate) const SEPARATOR: char = '\u{1e}';

/// Sorts the newest day first and, within a day, what was made last: every digit is turned over,
/// so that the store's own ascending order is the order of the list. No day sorts last.
pub(crate) fn line_key(day: &str, id: RecordId) -> String {
    let day = if day.is_empty() { "~" } else { day };
    let id = id.to_string();
    let mut key = String::with_capacity(day.len() + id.len() + 1);
    key.extend(day.chars().chain(['/']).chain(id.chars()).map(turned));
    key
}

fn turned(letter: char) -> char {
    letter
        .to_digit(16)
        .and_then(|digit| char::from_digit(15 - digit, 16))
        .unwrap_or(letter)
}

/// Row format. Add parts at the end only.
pub(crate) fn line(summary: &Summary) -> String {
    let numbers = [
        summary.rev.to_string(),
        summary.photos_have.to_string(),
        summary.photos_total.to_string(),
        summary.received_at_ms.to_string(),
        moment(summary.complete_at_ms),
        moment(summary.made_at_ms),
    ];
    let [
        rev,
        photos_have,
        photos_total,
        received_at,
        complete_at,
        made_at,
    ] = &numbers;
    let ids = [
        summary.id.to_string(),
        summary.unit.to_string(),
        summary.author.to_string(),
    ];
    let [id, unit, author] = &ids;
    let parts = [
        id,
        summary.form.as_str(),
        unit,
        &summary.title,
        &summary.day,
        summary.state.as_str(),
        rev,
        author,
        &summary.author_name,
        photos_have,
        photos_total,
        received_at,
        complete_at,
        made_at,
    ];
    joined(&parts)
}

fn joined(parts: &[&str]) -> String {
    let mut line = String::with_capacity(256);
    for (idx, part) in parts.iter().enumerate() {
        if idx > 0 {
            line.push(PART);
        }
        // Titles are what people wrote: a stray control character must not look like an end.
        line.extend(part.chars().map(|letter| match letter {
            '\u{1e}' | '\u{1f}' => ' ',
            letter => letter,
        }));
    }
    line
}

fn moment(at_ms: Option<i64>) -> String {
    at_ms.map_or_else(String::new, |at_ms| at_ms.to_string())
}

/// None if it is no line.
pub(crate) fn read_line(line: &str) -> Option<Summary> {
    let mut parts = line.split(PART);
    let mut next = || parts.next();
    Some(Summary {
        id: next()?.parse().ok()?,
        form: next()?.into(),
        unit: next()?.parse().ok()?,
        title: next()?.to_owned(),
        day: next()?.to_owned(),
        state: next()?.into(),
        rev: next()?.parse().ok()?,
        author: next()?.parse().ok()?,
        author_name: next()?.to_owned(),
        photos_have: next()?.parse().ok()?,
        photos_total: next()?.parse().ok()?,
        received_at_ms: next()?.parse().ok()?,
        complete_at_ms: match next()? {
            "" => None,
            number => Some(number.parse().ok()?),
        },
        // Earlier builds wrote none.
        made_at_ms: parts.next().and_then(|number| number.parse().ok()),
    })
}
