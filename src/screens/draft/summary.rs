//! What is filled in behind a closed section, in a line.

use nhatky_domain::form::{Field, FieldKind, Form, Section};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

use crate::text;
use crate::text::value::Books;

pub(super) fn summary(
    form: &Form,
    section: &Section,
    answers: &Fields,
    books: Books<'_>,
) -> String {
    let asked = section
        .fields
        .iter()
        .filter(|field| form.asks(&field.code, answers));
    let filled: Vec<_> = asked
        .filter_map(|field| {
            let value = answers.get(&field.code).filter(|value| !value.is_blank())?;
            Some(short(field, value, books))
        })
        .collect();
    if filled.is_empty() {
        return text::form::EMPTY_SECTION.to_owned();
    }
    filled.join(" · ")
}

/// The answer with its name; texts speak for themselves, and a place says nothing to a reader.
fn short(field: &Field, value: &Value, books: Books<'_>) -> String {
    match field.kind {
        FieldKind::Photos => text::home::photos(value.items().len()),
        FieldKind::Location => field.label.clone(),
        FieldKind::Text | FieldKind::LongText | FieldKind::Link => {
            value.as_text().unwrap_or_default().to_owned()
        }
        _ => {
            let words = text::value::words(field, value, books).replace('\n', ", ");
            [&field.label, ": ", &words].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use nhatky_domain::catalogue::Catalogue;
    use nhatky_domain::unit::UnitTree;
    use nhatky_sync::json;

    use super::*;

    fn form() -> Form {
        json::from_text(
            r#"{"code":"X","version":1,"name":"Mẫu","workflow":"log","title_field":"ghi_chu","date_field":"ngay",
            "section":[{"code":"s","title":"S","field":[
                {"code":"ngay","label":"Ngày","kind":"date"},
                {"code":"gio","label":"Giờ","kind":"time_range"},
                {"code":"vai_tro","label":"Vai trò","kind":"choice","choice":[{"code":"a","label":"Chủ trì"}]},
                {"code":"luot","label":"Số lượt","kind":"counts","choice":[
                    {"code":"dv","label":"Đoàn viên"},{"code":"hs","label":"Học sinh"}]},
                {"code":"anh","label":"Ảnh","kind":"photos"},
                {"code":"vi_tri","label":"Vị trí","kind":"location"},
                {"code":"ghi_chu","label":"Ghi chú","kind":"long_text","when":{"field":"ngay"}}
            ]}]}"#,
        )
        .unwrap()
    }

    fn of(answers: &[(&str, Value)]) -> String {
        let form = form();
        let answers = answers
            .iter()
            .map(|(code, value)| ((*code).into(), value.clone()));
        let (catalogue, tree) = (Catalogue::default(), UnitTree::default());
        let books = Books {
            catalogue: &catalogue,
            tree: &tree,
        };
        summary(&form, &form.sections[0], &Fields::from_iter(answers), books)
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        let entries = entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()));
        Value::Map(BTreeMap::from_iter(entries))
    }

    #[test]
    fn a_closed_section_says_what_it_holds() {
        assert_eq!(of(&[]), "Chưa ghi");
        let hours = map(&[("from", Value::text("22:00")), ("to", Value::text("01:30"))]);
        let people = map(&[("dv", Value::Int(9)), ("hs", Value::Int(4))]);
        for (code, value, words) in [
            ("ngay", Value::text("2020-07-24"), "Ngày: 24/07/2020"),
            ("gio", hours, "Giờ: 22:00 – 01:30"),
            ("vai_tro", Value::text("a"), "Vai trò: Chủ trì"),
            ("luot", people, "Số lượt: Đoàn viên: 9, Học sinh: 4"),
            ("anh", Value::List(vec![Value::Int(1)]), "1 ảnh"),
            ("vi_tri", map(&[("lat", Value::Int(1))]), "Vị trí"),
        ] {
            assert_eq!(of(&[(code, value)]), words);
        }
    }

    #[test]
    fn answers_stand_in_the_order_of_the_page_and_unasked_ones_are_left_out() {
        let note = ("ghi_chu", Value::text("Trời mưa"));
        assert_eq!(of(std::slice::from_ref(&note)), "Chưa ghi");
        assert_eq!(
            of(&[note, ("ngay", Value::text("2020-07-24"))]),
            "Ngày: 24/07/2020 · Trời mưa"
        );
    }
}
