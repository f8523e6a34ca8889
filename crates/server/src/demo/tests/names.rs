//! Names that are hard to sort, search, tell apart and import.

use nhatky_domain::fold::fold;
use nhatky_domain::name::{given_name, sort_key};

use super::*;

fn names_in<'a>(organisation: &'a DemoOrganisation, short_name: &str) -> Vec<&'a str> {
    let id = unit(organisation, short_name).id;
    let holdings = organisation
        .holdings
        .iter()
        .filter(|holding| holding.unit == id);
    holdings
        .map(|holding| name_of(organisation, holding.person))
        .collect()
}

#[test]
fn d_with_and_without_stroke_sort_apart() {
    let organisation = demo();
    let mut names = names_in(organisation, "Đội quản lý điện khu vực");
    names.retain(|name| given_name(name) == "Đăng" && name.contains("Khánh"));
    names.sort_by_key(|name| sort_key(name));
    assert_eq!(
        names,
        ["Dương Khánh Đăng", "Đặng Khánh Đăng", "Đỗ Khánh Đăng"]
    );
}

#[test]
fn one_unit_has_two_members_of_the_same_name() {
    let organisation = demo();
    let names = names_in(organisation, "Khoa Điện");
    let same = names.iter().filter(|name| **name == "Nguyễn Văn Hậu");
    assert!(same.count() >= 2);
}

#[test]
fn names_have_one_to_five_words() {
    let organisation = demo();
    let names = names_in(organisation, "Sở Công Thương");
    for name in [
        "Kiên",
        "Thạch Sơn",
        "Kim Rây",
        "Sơn Thị Sa Rây",
        "Trần Huỳnh Thị Bảo Trân",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    let mut lengths = [0; 6];
    for person in &organisation.persons {
        lengths[person.full_name.split(' ').count()] += 1;
    }
    assert!(
        lengths[2] > 100 && lengths[3] > 800 && lengths[4] > 400,
        "{lengths:?}"
    );
}

#[test]
fn a_third_of_the_members_bear_khmer_names() {
    let organisation = demo();
    let is_khmer = |name: &str| {
        ["Thạch ", "Kim ", "Sơn ", "Kiên "]
            .iter()
            .any(|surname| name.starts_with(surname))
    };
    let n_khmer = organisation
        .persons
        .iter()
        .filter(|person| is_khmer(&person.full_name))
        .count();
    assert!((400..700).contains(&n_khmer), "{n_khmer}");
}

#[test]
fn spellings_and_encodings_differ_and_one_search_finds_them() {
    let organisation = demo();
    let names = names_in(organisation, "Khoa Khám bệnh");
    let found: Vec<_> = names
        .into_iter()
        .filter(|name| fold(name).ends_with(" hoa"))
        .collect();
    assert_eq!(
        found,
        [
            "Bùi Thị Hòa",
            "Bùi Thị Hoà",
            "Tra\u{302}\u{300}n Thi\u{323} My\u{303} Ho\u{300}a"
        ]
    );
}
