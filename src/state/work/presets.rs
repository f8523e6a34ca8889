//! The answers that a form starts with. Pure.

use nhatky_domain::date::Date;
use nhatky_domain::form::{Field, FieldKind, Form};
use nhatky_domain::ids::{PersonId, UnitId};
use nhatky_domain::order;
use nhatky_domain::record::{Fields, put};
use nhatky_domain::value::Value;

#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    pub(super) today: Date,
    pub(super) unit: UnitId,
    pub(super) person: PersonId,
}

pub(super) fn presets(form: &Form, opening: Opening) -> Fields {
    let mut fields = Fields::new();
    for field in form.fields() {
        if let Some(preset) = &field.preset {
            put(
                &mut fields,
                field.code.clone(),
                answer(field, preset, opening),
            );
        }
    }
    fields
}

/// A preset that does not fit its field is none.
fn answer(field: &Field, preset: &str, opening: Opening) -> Value {
    match preset {
        "today" => Value::Text(opening.today.iso()),
        "unit" => Value::Text(opening.unit.to_string()),
        "person" => Value::Text(opening.person.to_string()),
        // Has to be read first, see `from_last`.
        LAST => Value::Null,
        literal => match field.kind {
            FieldKind::Integer | FieldKind::Quantity | FieldKind::Money => {
                literal.parse().map_or(Value::Null, Value::Int)
            }
            FieldKind::Choices | FieldKind::Checklist => Value::List(vec![Value::text(literal)]),
            _ => Value::text(literal),
        },
    }
}

const LAST: &str = "last";

fn is_of_last(field: &&Field) -> bool {
    field.preset.as_deref() == Some(LAST)
}

pub(super) fn has_last(form: &Form) -> bool {
    form.fields().any(|field| is_of_last(&field))
}

/// The presets that repeat the person's last record.
pub(super) fn from_last(form: &Form, last: &Fields) -> Fields {
    let codes = form.fields().filter(is_of_last).map(|field| &field.code);
    let entries = codes.filter_map(|code| Some((code.clone(), last.get(code)?.clone())));
    order::map(entries)
}

/// The answers that «Sao chép từ lần trước» takes over: not the day, which is another one, and
/// not photos and place, which prove that one time.
pub(super) fn copied(form: &Form, last: &Fields) -> Fields {
    let is_copied = |field: &&Field| {
        field.code != form.date_field
            && !matches!(field.kind, FieldKind::Photos | FieldKind::Location)
    };
    let codes = form.fields().filter(is_copied).map(|field| &field.code);
    let entries = codes.filter_map(|code| Some((code.clone(), last.get(code)?.clone())));
    order::map(entries)
}

#[cfg(test)]
mod tests {
    use nhatky_sync::json;

    use super::*;

    fn form() -> Form {
        json::from_text(
            r#"{"code":"T30","version":1,"name":"30 phút","workflow":"log","title_field":"viec",
            "date_field":"ngay","section":[{"code":"a","title":"","field":[
            {"code":"ngay","label":"Ngày","kind":"date","preset":"today"},
            {"code":"gio","label":"Giờ","kind":"time","preset":"17:00"},
            {"code":"phut","label":"Số phút","kind":"integer","preset":"30"},
            {"code":"dv","label":"Đơn vị","kind":"unit","preset":"unit"},
            {"code":"xau","label":"Xấu","kind":"integer","preset":"abc"},
            {"code":"viec","label":"Việc","kind":"text"},
            {"code":"anh","label":"Ảnh","kind":"photos"}]}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn a_form_opens_with_its_presets_in_the_shape_of_each_field() {
        let unit = UnitId::from_time(0, [1; 10]);
        let opening = Opening {
            today: Date::parse_iso("2020-07-24").unwrap(),
            unit,
            person: PersonId::from_time(0, [2; 10]),
        };
        let expected = [
            ("ngay", Value::text("2020-07-24")),
            ("gio", Value::text("17:00")),
            ("phut", Value::Int(30)),
            ("dv", Value::Text(unit.to_string())),
        ];
        let expected = expected.map(|(code, value)| (code.into(), value));
        assert_eq!(presets(&form(), opening), expected.into());
    }

    #[test]
    fn a_preset_of_last_time_is_taken_from_the_last_record_alone() {
        let mut form = form();
        form.sections[0].fields[2].preset = Some("last".into());
        let last = [("phut", Value::Int(45)), ("viec", Value::text("Thể thao"))];
        let last = last.map(|(code, value)| (code.into(), value)).into();
        assert!(has_last(&form));
        assert_eq!(
            from_last(&form, &last),
            [("phut".into(), Value::Int(45))].into()
        );
        assert_eq!(from_last(&form, &Fields::new()), Fields::new());
    }

    #[test]
    fn a_copy_has_neither_day_nor_photos() {
        let last = [
            ("ngay", "2020-07-17"),
            ("viec", "Chăm sóc cây xanh"),
            ("anh", "x"),
        ];
        let last = last.map(|(code, text)| (code.into(), Value::text(text)));
        let expected = [("viec".into(), Value::text("Chăm sóc cây xanh"))];
        assert_eq!(copied(&form(), &last.into()), expected.into());
    }
}
