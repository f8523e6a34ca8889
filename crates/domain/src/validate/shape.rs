//! Whether an answer has the shape of its field's kind (the table at `FieldKind`).

use super::{Context, Problem};
use crate::date::{Date, TimeOfDay};
use crate::form::{Field, FieldKind};
use crate::ids::BlobHash;
use crate::value::Value;

/// Years outside are slips or wrong clocks.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
/// More characters than any answer needs; keeps a record within one request.
const MAX_TEXT_CHARS: u32 = 10_000;
/// More items than any list of ours has.
const MAX_ITEMS: u32 = 500;

pub(super) fn check(field: &Field, value: &Value, context: Context<'_>) -> Vec<Problem> {
    let problem = match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Link => text(field, value),
        FieldKind::Integer | FieldKind::Quantity | FieldKind::Money => {
            need(value.as_int().is_some())
        }
        FieldKind::Date => date(value),
        FieldKind::Time => need(is_time(Some(value))),
        FieldKind::TimeRange => need(is_time(value.get("from")) && is_time(value.get("to"))),
        FieldKind::Choice => choice(field, value),
        FieldKind::Choices | FieldKind::Checklist => list(field, value, |item| choice(field, item)),
        FieldKind::Unit | FieldKind::Person => need(is_uuid(value)),
        FieldKind::Units => list(field, value, |item| need(is_uuid(item))),
        FieldKind::Counts => map(value, |code| field.choice_label(code).is_some()),
        FieldKind::Indicators => map(value, |code| {
            context
                .indicators
                .iter()
                .any(|row| row.code.as_str() == code)
        }),
        FieldKind::Photos => list(field, value, |item| need(is_photo(item))),
        FieldKind::Location => need(is_location(value)),
        FieldKind::Lines => list(field, value, |item| need(matches!(item, Value::Map(_)))),
        FieldKind::Unknown => None,
    };
    Vec::from_iter(problem)
}

fn need(is_right: bool) -> Option<Problem> {
    (!is_right).then_some(Problem::WrongShape)
}

fn text(field: &Field, value: &Value) -> Option<Problem> {
    let Some(text) = value.as_text() else {
        return Some(Problem::WrongShape);
    };
    let limit = field.max_len.unwrap_or(MAX_TEXT_CHARS);
    (text.chars().count() > limit as usize).then_some(Problem::TooLong(limit))
}

fn date(value: &Value) -> Option<Problem> {
    match value.as_text().and_then(Date::parse_iso) {
        None => Some(Problem::WrongShape),
        Some(date) => (!YEARS.contains(&date.year())).then_some(Problem::UnlikelyDate),
    }
}

fn is_time(value: Option<&Value>) -> bool {
    value
        .and_then(Value::as_text)
        .and_then(TimeOfDay::parse)
        .is_some()
}

fn is_uuid(value: &Value) -> bool {
    value
        .as_text()
        .is_some_and(|text| uuid::Uuid::try_parse(text).is_ok())
}

fn choice(field: &Field, value: &Value) -> Option<Problem> {
    match value.as_text() {
        None => Some(Problem::WrongShape),
        Some(code) if field.choice_label(code).is_some() => None,
        Some(code) => Some(Problem::UnknownChoice(code.to_owned())),
    }
}

fn list(
    field: &Field,
    value: &Value,
    check_item: impl Fn(&Value) -> Option<Problem>,
) -> Option<Problem> {
    let Value::List(items) = value else {
        return Some(Problem::WrongShape);
    };
    let limit = field.max_len.unwrap_or(MAX_ITEMS);
    if items.len() > limit as usize {
        return Some(Problem::TooLong(limit));
    }
    items.iter().find_map(check_item)
}

/// A map from known codes to whole numbers.
fn map(value: &Value, is_known: impl Fn(&str) -> bool) -> Option<Problem> {
    let Value::Map(entries) = value else {
        return Some(Problem::WrongShape);
    };
    if let Some(code) = entries.keys().find(|code| !is_known(code)) {
        return Some(Problem::UnknownChoice(code.clone()));
    }
    need(entries.values().all(|amount| amount.as_int().is_some()))
}

fn is_photo(item: &Value) -> bool {
    let is_hash = |key| {
        item.get(key)
            .and_then(Value::as_text)
            .is_some_and(|text| text.parse::<BlobHash>().is_ok())
    };
    let is_size = |key| {
        item.get(key)
            .and_then(Value::as_int)
            .is_some_and(|size_bytes| size_bytes > 0)
    };
    is_hash("sha") && is_size("size") && is_hash("thumb") && is_size("thumb_size")
}

fn is_location(value: &Value) -> bool {
    let within = |key, limit: i64| {
        value
            .get(key)
            .and_then(Value::as_int)
            .is_some_and(|angle| angle.abs() <= limit)
    };
    within("lat", 90_000) && within("lon", 180_000)
}
