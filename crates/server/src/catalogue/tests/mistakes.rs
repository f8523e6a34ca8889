//! Each kind of mistake is found and tells its file and entry.

mod of_forms;

use super::super::*;

/// Makes one change to the shipped files and gives all that is then said about them.
fn mistakes_of(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut texts = shipped::FILES.map(|source| (source.name, source.text.to_owned()));
    let (_, text) = texts.iter_mut().find(|(name, _)| *name == file).unwrap();
    assert!(text.contains(from), "{file} does not contain {from}");
    *text = text.replacen(from, to, 1);
    let files = texts
        .each_ref()
        .map(|(name, text)| SourceFile { name, text });
    let error = CatalogueSource::read(&files).unwrap_err();
    error.mistakes.iter().map(ToString::to_string).collect()
}

fn check(file: &str, from: &str, to: &str, expected: &str) {
    assert_eq!(mistakes_of(file, from, to), [expected], "{from} → {to}");
}

#[test]
fn a_text_that_is_not_toml_tells_its_line() {
    let files = [SourceFile {
        name: "tasks.toml",
        text: "task = [\n  { code = }\n]",
    }];
    let error = CatalogueSource::read(&files).unwrap_err();
    let told = error.to_string();
    assert!(told.contains("tasks.toml: line 2: "), "{told}");
}

#[test]
fn a_missing_key_or_a_wrong_type_tells_its_file() {
    for (text, expected) in [
        (
            "task = [{ code = \"a\", year = 2020 }]",
            "missing field `kind`",
        ),
        (
            "task = [{ code = \"a\", year = \"x\", kind = \"dot_pha\" }]",
            "invalid type",
        ),
        ("", "missing field `task`"),
    ] {
        let files = [SourceFile {
            name: "tasks.toml",
            text,
        }];
        let told = CatalogueSource::read(&files).unwrap_err().to_string();
        assert!(
            told.contains("tasks.toml: line 1: ") && told.contains(expected),
            "{told}"
        );
    }
}

#[test]
fn a_misspelled_key_is_found() {
    check(
        "forms/hd.toml",
        "required = true",
        "requred = true",
        "forms/hd.toml: key section.0.field.0.requred: this key means nothing; is it misspelled?",
    );
}

#[test]
fn a_file_of_no_known_kind_is_refused() {
    let files = [SourceFile {
        name: "notes.toml",
        text: "",
    }];
    let error = CatalogueSource::read(&files).unwrap_err();
    assert_eq!(error.mistakes[0].fault, Fault::UnknownFile);
}

#[test]
fn codes_are_used_once() {
    let twice = "the code is used twice";
    for (file, from, to, entry) in [
        ("indicators.toml", "\"V07\"", "\"V06\"", "indicator V06"),
        (
            "campaigns.toml",
            "\"dot_19_5\"",
            "\"tet_trong_cay\"",
            "campaign tet_trong_cay",
        ),
        ("cycles.toml", "\"quarter\"", "\"month\"", "cycle Month"),
        ("mottos.toml", "\"2020-2\"", "\"2020-1\"", "part 2020-1"),
        (
            "tasks.toml",
            "\"2020-TT2\"",
            "\"2020-TT1\"",
            "task 2020-TT1",
        ),
        (
            "holidays.toml",
            "2020-05-01",
            "2020-04-30",
            "holiday 2020-04-30",
        ),
        ("forms/hd.toml", "\"dia_ban\"", "\"ngay\"", "field ngay"),
        (
            "forms/hd.toml",
            "\"theo_linh_vuc\"",
            "\"anh\"",
            "section anh",
        ),
        (
            "forms/hd.toml",
            "\"khac\"",
            "\"an_sinh\"",
            "field linh_vuc, choice an_sinh",
        ),
        (
            "forms/hd.toml",
            "\"so_sao\"",
            "\"ten\"",
            "field san_pham_ocop, column ten",
        ),
    ] {
        check(file, from, to, &format!("{file}: {entry}: {twice}"));
    }
}

#[test]
fn an_indicator_names_what_is_there() {
    for (from, to, told) in [
        (
            "part_of = \"D10\"",
            "part_of = \"D99\"",
            "indicator D11: there is no indicator «D99»",
        ),
        (
            "part_of = \"D10\"",
            "part_of = \"D11\"",
            "indicator D11: it is a part of itself",
        ),
        (
            "denominator = \"C06\"",
            "denominator = \"C60\"",
            "indicator C06a: «C60» is neither an indicator nor a count of the system",
        ),
        (
            "suggested_for = [\"van_the\"]",
            "suggested_for = [\"the_thao\"]",
            "indicator D14: no form has the field of work «the_thao»",
        ),
        (
            "aggregation = \"median\"",
            "aggregation = \"ratio\"",
            "indicator C04c: a ratio has a numerator and a denominator, anything else has none",
        ),
        (
            "aggregation = \"median\"",
            "aggregation = \"median\", typed = true",
            "indicator C04c: a computed indicator cannot be typed",
        ),
    ] {
        check(
            "indicators.toml",
            from,
            to,
            &format!("indicators.toml: {told}"),
        );
    }
}

#[test]
fn windows_and_periods_have_days_of_every_year() {
    let told = "campaigns.toml: campaign xuan_tinh_nguyen: there is no day 29/2";
    check("campaigns.toml", "to = [2, 28]", "to = [2, 29]", told);
    let told = "cycles.toml: cycle HalfYear: there is no day 31/6";
    check(
        "cycles.toml",
        "ends_on = [6, 15]",
        "ends_on = [6, 31]",
        told,
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let from = "title_field = \"viec\"\ndate_field = \"ngay\"";
    let told = mistakes_of(
        "forms/t30.toml",
        from,
        "title_field = \"v\"\ndate_field = \"n\"",
    );
    assert_eq!(told.len(), 2);
}
