//! Mistakes in forms, and in what feeds them.

use super::{check, mistakes_of};

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
