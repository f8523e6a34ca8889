//! The shipped files are right, and what they say is what the plan asks.

mod forms;
mod mistakes;

use nhatky_domain::indicator::Aggregation;

use super::*;

fn shipped() -> CatalogueSource {
    CatalogueSource::shipped().unwrap_or_else(|error| panic!("{error}"))
}

fn row<'a>(source: &'a CatalogueSource, code: &str) -> &'a Indicator {
    source
        .indicators
        .iter()
        .find(|row| row.code.as_str() == code)
        .unwrap()
}

#[test]
fn the_list_has_every_row_and_a_line_for_each_measure() {
    let source = shipped();
    let codes: Vec<_> = source
        .indicators
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    let plain: Vec<_> = [
        ("G", 10),
        ("E", 12),
        ("V", 23),
        ("D", 15),
        ("O", 19),
        ("C", 7),
    ]
    .iter()
    .flat_map(|(group, n_rows)| (1..=*n_rows).map(move |n| format!("{group}{n:02}")))
    .collect();
    let is_plain = |code: &&&str| !code.ends_with(|c: char| c.is_ascii_lowercase());
    assert_eq!(
        codes.iter().filter(is_plain).copied().collect::<Vec<_>>(),
        plain
    );
    assert_eq!(codes.len(), 149);
    for code in &codes {
        let whole = code.trim_end_matches(|c: char| c.is_ascii_lowercase());
        assert!(codes.contains(&whole), "{code} belongs to no row");
    }
}

#[test]
fn small_amounts_of_large_measures_are_exact() {
    let source = shipped();
    for row in &source.indicators {
        let decimals = match row.measure.as_str() {
            "tấn" | "km" | "kg" => 3,
            "%" | "ngày công" => 1,
            "ngày" if row.aggregation == Aggregation::Median => 1,
            _ => 0,
        };
        assert_eq!(row.decimals, decimals, "{}", row.code);
    }
    assert_eq!(row(&source, "V10").measure, "bóng");
    assert_eq!(row(&source, "V20").measure, "hộ");
}

#[test]
fn slips_of_a_thousand_are_asked_about() {
    let source = shipped();
    for (code, warn_above) in [
        ("V01", 20_000),
        ("V03", 100_000),
        ("V02", 200_000),
        ("G06", 5_000_000_000),
        ("V17a", 5_000_000_000),
    ] {
        assert_eq!(row(&source, code).warn_above, Some(warn_above), "{code}");
    }
}

#[test]
fn what_people_type_is_suggested_for_some_field_of_work() {
    let source = shipped();
    for row in source
        .indicators
        .iter()
        .filter(|row| !row.suggested_for.is_empty())
    {
        assert!(row.typed, "{} is suggested but cannot be typed", row.code);
    }
    let form = source
        .forms
        .iter()
        .find(|form| form.code.as_str() == "HD")
        .unwrap();
    let fields_of_work = &form.field(&"linh_vuc".into()).unwrap().choices;
    let unserved: Vec<_> = fields_of_work
        .iter()
        .filter(|choice| {
            !source
                .indicators
                .iter()
                .any(|row| row.suggested_for.contains(&choice.code))
        })
        .map(|choice| choice.code.as_str())
        .collect();
    assert_eq!(unserved, ["khac"]);
}

#[test]
fn the_year_has_its_motto_tasks_and_deadlines() {
    let source = shipped();
    assert_eq!(source.mottos[0].parts.len(), 4);
    assert_eq!(source.tasks.len(), 6 + 3);
    assert!(source.tasks.iter().all(|task| task.name.is_empty()));
    assert_eq!(source.campaigns.len(), 10);
    assert_eq!(source.cycles.len(), 5);
    let holidays: Vec<_> = source.holidays.iter().map(|holiday| holiday.day).collect();
    assert!(holidays.is_sorted());
    let friday = nhatky_domain::date::Date::new(2020, 7, 24).unwrap();
    let week = &source.cycles[0];
    let due = week
        .due_at(&week.period_of(friday), "co_so", &holidays)
        .unwrap();
    assert_eq!(due.vi(), "24/07/2020 16:30");
}

#[test]
fn the_version_changes_with_the_content_alone() {
    let source = shipped();
    let version = |source: &CatalogueSource, name: &str| source.assemble(name, Vec::new()).version;
    let first = version(&source, "Đoàn Khối");
    assert_eq!(first.len(), 16);
    assert_eq!(first, version(&shipped(), "Đoàn Khối"));
    assert_ne!(first, version(&source, "Tỉnh đoàn"));
    let mut edited = source;
    edited.tasks[0].name = "Tên do Văn phòng nhập".to_owned();
    assert_ne!(first, version(&edited, "Đoàn Khối"));
}
