use nhatky_domain::ids::{RecordId, StateCode};
use nhatky_sync::protocol::{PhotoCount, RecordBody};

use super::*;

const RECORD: &str = "01735c8a-0000-7000-8000-000000000001";
const OTHER: &str = "01735c8a-0000-7000-8000-000000000002";
const PERSON: &str = "00000000-0000-8000-8000-00000000000a";
const UNIT: &str = "00000000-0000-8000-8000-000000000001";

fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

fn body() -> RecordBody {
    RecordBody {
        id: id(RECORD),
        form: "HD".into(),
        form_version: 1,
        unit: UNIT.parse().unwrap(),
        author: PERSON.parse().unwrap(),
        author_name: "Nguyễn Thị Hòa".to_owned(),
        title: "Ra quân dọn vệ sinh".to_owned(),
        day: "2020-07-24".to_owned(),
        fields: Default::default(),
        state: StateCode::from("cho_xac_nhan"),
        rev: 2,
        device_at: 1_595_577_600_000,
        device_off: None,
        received_at: 1_595_577_660_000,
        photos: PhotoCount { have: 1, total: 3 },
        complete_at: None,
        note: None,
    }
}

#[test]
fn a_line_lies_as_it_always_did() {
    let mut summary = Summary::of(&body());
    let text = format!(
        "{RECORD}|HD|{UNIT}|Ra quân dọn vệ sinh|2020-07-24|cho_xac_nhan|2|{PERSON}|Nguyễn Thị Hòa|1|3|1595577660000||1595577600000"
    );
    assert_eq!(line(&summary).replace('\u{1f}', "|"), text);
    assert_eq!(read_line(&line(&summary)), Some(summary.clone()));
    summary.complete_at_ms = Some(1_595_577_700_000);
    assert_eq!(read_line(&line(&summary)), Some(summary.clone()));
    // As the first release wrote it.
    let shorter = text.rsplit_once('|').unwrap().0.replace('|', "\u{1f}");
    summary.complete_at_ms = None;
    summary.made_at_ms = None;
    assert_eq!(read_line(&shorter), Some(summary));
}

#[test]
fn a_line_with_more_parts_of_a_newer_app_is_read() {
    let summary = Summary::of(&body());
    assert_eq!(
        read_line(&format!("{}\u{1f}mới", line(&summary))),
        Some(summary)
    );
}

#[test]
fn control_characters_in_a_title_do_not_break_its_line() {
    let mut summary = Summary::of(&body());
    summary.title = "a\u{1f}b\u{1e}c\nd".to_owned();
    let read = read_line(&line(&summary)).unwrap();
    assert_eq!(read.title, "a b c\nd");
}

#[test]
fn line_keys_sort_the_newest_day_first_and_no_day_last() {
    let (first, second) = (id(RECORD), id(OTHER));
    let keys = [
        line_key("2020-10-01", first),
        line_key("2020-09-30", second),
        line_key("2020-09-30", first),
        line_key("", second),
    ];
    assert!(keys.is_sorted(), "{keys:?}");
}
