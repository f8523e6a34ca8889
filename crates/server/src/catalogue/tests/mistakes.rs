//! Each kind of mistake is found and tells its file and entry.

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
fn a_form_is_given_once_in_each_version() {
    let told = mistakes_of("forms/t30.toml", "code = \"T30\"", "code = \"HD\"");
    assert_eq!(told, ["forms/: form HD 1: the code is used twice"]);
}

#[test]
fn a_form_names_fields_and_choices_that_it_has() {
    for (from, to, told) in [
        (
            "title_field = \"ten\"",
            "title_field = \"tieu_de\"",
            "title_field: there is no field «tieu_de»",
        ),
        (
            "date_field = \"ngay\"",
            "date_field = \"ten\"",
            "date_field: «ten» is not a date field",
        ),
        (
            "date_field = \"ngay\"",
            "date_field = \"hom\"",
            "date_field: there is no field «hom»",
        ),
        (
            "when = { field = \"anh\" }",
            "when = { field = \"hinh\" }",
            "field anh_co_tre_em: there is no field «hinh»",
        ),
        (
            "when = { field = \"anh\" }",
            "when = { field = \"anh_co_tre_em\" }",
            "field anh_co_tre_em: it is asked only when it is answered itself",
        ),
        (
            "any_of = [\"ocop\", \"nong_nghiep\"]",
            "any_of = [\"ocop\", \"nong\"]",
            "field san_pham_ocop: the answers of «linh_vuc» do not include «nong»",
        ),
        (
            "columns = [\"nu\"]",
            "columns = [\"nam\"]",
            "feed G03f: the answers of «luot» do not include «nam»",
        ),
        (
            "field = \"nguoi_vay\"",
            "field = \"so_vay\"",
            "feed D08: there is no field «so_vay»",
        ),
        (
            "any_of = [\"chu_tri\"] }\n\n[[feed]]",
            "any_of = [\"chinh\"] }\n\n[[feed]]",
            "feed G01: the answers of «vai_tro» do not include «chinh»",
        ),
    ] {
        check("forms/hd.toml", from, to, &format!("forms/hd.toml: {told}"));
    }
}

#[test]
fn a_field_can_be_asked_and_answered() {
    for (from, to, told) in [
        (
            "code = \"vi_tri\"",
            "code = \"Vị trí\"",
            "field Vị trí: a code has small letters, digits and _ only",
        ),
        (
            "code = \"truc_tiep\"",
            "code = \"Trực tiếp\"",
            "field hinh_thuc, choice Trực tiếp: a code has small letters, digits and _ only",
        ),
        (
            "kind = \"location\"",
            "kind = \"map\"",
            "field vi_tri: there is no such kind of field",
        ),
        (
            "kind = \"location\"",
            "kind = \"photos\"",
            "field vi_tri: a form has only one field of this kind",
        ),
        (
            "workflow = \"log\"",
            "workflow = \"blog\"",
            "workflow: there is no such workflow",
        ),
        (
            "min = 1, max = 5",
            "min = 6, max = 5",
            "field san_pham_ocop, column so_sao: the least amount is above the largest",
        ),
        (
            "preset = \"today\"",
            "preset = \"hôm nay\"",
            "field ngay: «hôm nay» cannot be filled into this kind of field",
        ),
        (
            "preset = \"chu_tri\"",
            "preset = \"chinh\"",
            "field vai_tro: «chinh» cannot be filled into this kind of field",
        ),
        (
            "source = \"usual_places\"",
            "source = \"places\"",
            "field dia_ban: «places» is not a source of answers for this kind of field",
        ),
        (
            "source = \"motto_parts\"\n",
            "",
            "field phuong_cham: this kind of field offers choices, but there are none",
        ),
        (
            "kind = \"link\"",
            "kind = \"lines\"",
            "field duong_dan: a field with lines has columns, but there are none",
        ),
    ] {
        check("forms/hd.toml", from, to, &format!("forms/hd.toml: {told}"));
    }
}

#[test]
fn nothing_can_be_fed_that_is_missing_or_counted_elsewhere() {
    for (from, to, told) in [
        (
            "indicator = \"G07\"",
            "indicator = \"G77\"",
            "feed G77: there is no indicator «G77»",
        ),
        (
            "indicator = \"G07\"",
            "indicator = \"G04\"",
            "feed G04: it is fed by a field and typed as well: it would count twice",
        ),
        (
            "indicator = \"G07\"",
            "indicator = \"O08\"",
            "feed O08: its amounts are not added up, so nothing can feed it",
        ),
        (
            "field = \"xa_hoi_hoa\"",
            "field = \"nguon\"",
            "feed G07: «nguon» holds nothing that can be added up",
        ),
    ] {
        check("forms/hd.toml", from, to, &format!("forms/hd.toml: {told}"));
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
