//! Answers as they are read: by the kind of their field, with units of measure and names.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::date::{Date, TimeOfDay};
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::unit::UnitTree;
use nhatky_domain::value::Value;
use nhatky_domain::{money, number};

/// What names and numbers are looked up in.
#[derive(Clone, Copy)]
pub(crate) struct Books<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) tree: &'a UnitTree,
}

/// An answer in words; several parts stand on lines of their own. What this build cannot read is
/// shown as it came.
pub(crate) fn words(field: &Field, value: &Value, books: Books<'_>) -> String {
    match (field.kind, value) {
        (FieldKind::Money, Value::Int(amount)) => money::print(*amount),
        (FieldKind::Quantity, Value::Int(amount)) => {
            measured(*amount, field.decimals, field.measure.as_deref())
        }
        (_, Value::Int(amount)) => measured(*amount, 0, field.measure.as_deref()),
        (FieldKind::Date, Value::Text(day)) => {
            Date::parse_iso(day).map_or_else(|| day.clone(), Date::vi)
        }
        (FieldKind::Time, Value::Text(time)) => clock(time),
        (FieldKind::TimeRange, Value::Map(_)) => range(value),
        (FieldKind::Unit, Value::Text(id)) => unit(id, books),
        (FieldKind::Location, Value::Map(_)) => location(value),
        (FieldKind::Indicators, Value::Map(entries)) => lines(
            entries
                .iter()
                .map(|(code, amount)| indicator(code, amount, books)),
        ),
        (FieldKind::Counts, Value::Map(_)) => counts(field, value),
        (FieldKind::Units, Value::List(items)) => lines(
            items
                .iter()
                .filter_map(Value::as_text)
                .map(|id| unit(id, books)),
        ),
        (FieldKind::Lines, Value::List(items)) => {
            lines(items.iter().map(|item| line(field, item, books)))
        }
        (_, Value::List(items)) => lines(
            items
                .iter()
                .filter_map(Value::as_text)
                .map(|code| label(field, code)),
        ),
        (_, Value::Text(text)) => label(field, text),
        _ => nhatky_sync::json::to_text(value),
    }
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}

fn label(field: &Field, code: &str) -> String {
    field.choice_label(code).unwrap_or(code).to_owned()
}

fn measured(amount: i64, decimals: u8, measure: Option<&str>) -> String {
    let printed = number::print(amount, decimals);
    match measure {
        Some(measure) => [&printed, " ", measure].concat(),
        None => printed,
    }
}

fn clock(time: &str) -> String {
    TimeOfDay::parse(time).map_or_else(|| time.to_owned(), TimeOfDay::vi)
}

/// «22:00 – 01:30»
fn range(value: &Value) -> String {
    let end = |key| {
        value
            .get(key)
            .and_then(Value::as_text)
            .map(clock)
            .unwrap_or_default()
    };
    [end("from"), " – ".to_owned(), end("to")].concat()
}

fn unit(id: &str, books: Books<'_>) -> String {
    let known = id.parse().ok().and_then(|id| books.tree.get(id));
    known.map_or_else(|| id.to_owned(), |unit| unit.name.clone())
}

fn location(value: &Value) -> String {
    let angle = |key| {
        number::print(
            value.get(key).and_then(Value::as_int).unwrap_or_default(),
            3,
        )
    };
    [angle("lat"), "; ".to_owned(), angle("lon")].concat()
}

/// «Bóng đèn: 25 bóng»
fn indicator(code: &str, amount: &Value, books: Books<'_>) -> String {
    let amount = amount.as_int().unwrap_or_default();
    match books
        .catalogue
        .indicators
        .iter()
        .find(|row| row.code.as_str() == code)
    {
        Some(row) => [
            &row.name,
            ": ",
            &measured(amount, row.decimals, Some(&row.measure)),
        ]
        .concat(),
        None => [code, ": ", &number::print(amount, 0)].concat(),
    }
}

/// The columns that were filled in, in the form's order.
fn counts(field: &Field, value: &Value) -> String {
    let columns = field
        .choices
        .iter()
        .filter_map(|choice| Some((choice, value.get(choice.code.as_str())?.as_int()?)));
    lines(
        columns
            .filter(|(_, amount)| *amount != 0)
            .map(|(choice, amount)| {
                let name = if choice.part {
                    super::field::part(&choice.label)
                } else {
                    choice.label.clone()
                };
                [&name, ": ", &number::print(amount, 0)].concat()
            }),
    )
}

fn line(field: &Field, item: &Value, books: Books<'_>) -> String {
    let cells = field
        .columns
        .iter()
        .filter_map(|column| Some(words(column, item.get(column.code.as_str())?, books)));
    cells
        .filter(|cell| !cell.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use nhatky_sync::json;

    use super::*;

    #[track_caller]
    fn check(field: &str, value: &str, expected: &str) {
        let catalogue = Catalogue {
            indicators: vec![
                json::from_text(
                    r#"{"code":"V10","name":"Bóng đèn","measure":"bóng","aggregation":"sum"}"#,
                )
                .unwrap(),
            ],
            ..Catalogue::default()
        };
        let field = json::from_text(&format!(r#"{{"code":"x","label":"X",{field}}}"#)).unwrap();
        let value = json::from_text(value).unwrap();
        let books = Books {
            catalogue: &catalogue,
            tree: &UnitTree::default(),
        };
        assert_eq!(words(&field, &value, books), expected);
    }

    #[test]
    fn answers_are_read_with_their_measures_and_labels() {
        check(r#""kind":"money""#, "3750000", "3.750.000 đồng");
        check(
            r#""kind":"quantity","decimals":1,"measure":"km""#,
            "12345",
            "1.234,5 km",
        );
        check(r#""kind":"date""#, r#""2020-07-24""#, "24/07/2020");
        check(
            r#""kind":"time_range""#,
            r#"{"from":"22:00","to":"01:30"}"#,
            "22:00 – 01:30",
        );
        check(
            r#""kind":"indicators""#,
            r#"{"V10":25}"#,
            "Bóng đèn: 25 bóng",
        );
        check(
            r#""kind":"choice","choice":[{"code":"a","label":"An sinh xã hội"}]"#,
            r#""a""#,
            "An sinh xã hội",
        );
        check(
            r#""kind":"counts","choice":[{"code":"dv","label":"Đoàn viên"},{"code":"nu","label":"Nữ","part":true}]"#,
            r#"{"dv":9,"nu":4}"#,
            "Đoàn viên: 9\nTrong đó: Nữ: 4",
        );
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_came() {
        check(r#""kind":"choice""#, r#""ma_moi""#, "ma_moi");
        check(r#""kind":"mot_loai_moi""#, r#"{"a":1}"#, r#"{"a":1}"#);
    }
}
