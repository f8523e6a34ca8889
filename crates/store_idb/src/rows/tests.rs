//! The stored formats, frozen. A failure here means that phones in the field could not be read.

use nhatky_domain::ids::{BlobHash, StateCode};
use nhatky_sync::protocol::{PhotoCount, Status};
use nhatky_sync::store::Summary;
use serde::de::DeserializeOwned;

use super::*;

const RECORD: &str = "01735c8a-0000-7000-8000-000000000001";
const OTHER: &str = "01735c8a-0000-7000-8000-000000000002";
const PERSON: &str = "00000000-0000-8000-8000-00000000000a";
const UNIT: &str = "00000000-0000-8000-8000-000000000001";

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The row is written as `text` and `text` is read as the row.
#[track_caller]
fn check<T>(row: &T, text: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(row).unwrap(), text);
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), row);
}

#[test]
fn a_mutation_lies_in_the_outbox_as_it_always_did() {
    let row = WorkRow {
        seq: 7,
        id: id(OTHER),
        record: id(RECORD),
        blobs: vec![BlobHash([0xab; 32])],
        wire: r#"{"id":"…"}"#.to_owned(),
        state: WorkState {
            status: Some(Status::Held),
            code: Some("holding_unknown".to_owned()),
            fields: vec!["ten".into()],
            on: Some(id(OTHER)),
            rev: Some(3),
            received_at_ms: Some(1_595_577_600_000),
            settled_at_ms: Some(1_595_577_600_001),
        },
    };
    let hash = "ab".repeat(32);
    check(
        &row,
        &format!(
            r#"{{"seq":7,"id":"{OTHER}","record":"{RECORD}","blobs":["{hash}"],"wire":"{{\"id\":\"…\"}}","state":{{"status":"held","code":"holding_unknown","fields":["ten"],"on":"{OTHER}","rev":3,"received_at_ms":1595577600000,"settled_at_ms":1595577600001}}}}"#
        ),
    );
}

#[test]
fn a_fresh_mutation_has_an_empty_state() {
    let row = WorkRow {
        seq: 1,
        id: id(OTHER),
        record: id(RECORD),
        blobs: Vec::new(),
        wire: String::new(),
        state: WorkState::default(),
    };
    check(
        &row,
        &format!(
            r#"{{"seq":1,"id":"{OTHER}","record":"{RECORD}","blobs":[],"wire":"","state":{{}}}}"#
        ),
    );
}

fn transfer() -> Transfer {
    let info = BlobInfo {
        mime: "image/jpeg".to_owned(),
        size_bytes: 250_000,
        is_thumbnail: false,
    };
    info.transfer(BlobHash([0xab; 32]), id(RECORD))
}

#[test]
fn a_transfer_is_in_the_waiting_index_until_it_is_confirmed() {
    let hash = "ab".repeat(32);
    let start = format!(
        r#"{{"transfer":{{"hash":"{hash}","mime":"image/jpeg","size_bytes":250000,"is_thumbnail":false,"record":"{RECORD}","#
    );
    check(
        &TransferRow::from(transfer()),
        &format!(r#"{start}"sent_bytes":0}},"waiting":250000}}"#),
    );
    let confirmed = Transfer {
        upload: Some(id(OTHER)),
        sent_bytes: 250_000,
        confirmed_at_ms: Some(1_595_577_600_000),
        ..transfer()
    };
    check(
        &TransferRow::from(confirmed),
        &format!(
            r#"{start}"upload":"{OTHER}","sent_bytes":250000,"confirmed_at_ms":1595577600000}}}}"#
        ),
    );
}

#[test]
fn blob_info_lies_as_it_always_did() {
    let info = BlobInfo {
        mime: "image/jpeg".to_owned(),
        size_bytes: 15_000,
        is_thumbnail: true,
    };
    check(
        &info,
        r#"{"mime":"image/jpeg","size_bytes":15000,"is_thumbnail":true}"#,
    );
}

fn body() -> RecordBody {
    RecordBody {
        id: id(RECORD),
        form: "HD".into(),
        form_version: 1,
        unit: id(UNIT),
        author: id(PERSON),
        author_name: "Nguyễn Thị Hòa".to_owned(),
        title: "Ra quân dọn vệ sinh".to_owned(),
        day: "2020-07-24".to_owned(),
        fields: serde_json::from_str(r#"{"ten":"Ra quân","moi":{"sau_nay":[1.5,null]}}"#).unwrap(),
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
fn a_pulled_record_lies_as_text_beside_its_scopes() {
    let row = StoredBase::of(&body(), vec!["u:1:noi_bo".to_owned()]);
    let json = format!(
        r#"{{"id":"{RECORD}","form":"HD","form_version":1,"unit":"{UNIT}","author":"{PERSON}","author_name":"Nguyễn Thị Hòa","title":"Ra quân dọn vệ sinh","day":"2020-07-24","fields":{{"moi":{{"sau_nay":[1.5,null]}},"ten":"Ra quân"}},"state":"cho_xac_nhan","rev":2,"device_at":1595577600000,"received_at":1595577660000,"photos":{{"have":1,"total":3}}}}"#
    );
    let line = "dfdf-f8-db/fe8ca375-ffff-8fff-7fff-fffffffffffe";
    let stored =
        serde_json::json!({"id": RECORD, "scopes": ["u:1:noi_bo"], "line": line, "json": json});
    assert_eq!(serde_json::to_value(&row).unwrap(), stored);
    let read = serde_json::from_value::<StoredBase>(stored).unwrap().read();
    assert_eq!(read.unwrap().body, body());
}

#[test]
fn a_line_lies_as_it_always_did() {
    let mut summary = Summary::of(&body());
    let text = format!(
        "{RECORD}|HD|{UNIT}|Ra quân dọn vệ sinh|2020-07-24|cho_xac_nhan|2|{PERSON}|Nguyễn Thị Hòa|1|3|1595577660000|"
    );
    assert_eq!(line(&summary).replace('\u{1f}', "|"), text);
    assert_eq!(read_line(&line(&summary)), Some(summary.clone()));
    summary.complete_at_ms = Some(1_595_577_700_000);
    assert_eq!(read_line(&line(&summary)), Some(summary));
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

#[test]
fn a_draft_lies_as_text() {
    let text = format!(
        r#"{{"id":"{OTHER}","form":"HD","form_version":1,"record":"{RECORD}","edits":false,"unit":"{UNIT}","holding":"{OTHER}","fields":{{"ten":"Ra quân"}},"saved_at_ms":1595577600000,"awaiting_photo":true}}"#
    );
    let draft = read_draft(&text).unwrap();
    assert_eq!(draft_text(&draft), text);
}

#[test]
fn a_known_person_lies_as_text() {
    let person = KnownPerson {
        person: id(PERSON),
        name: "Nguyễn Thị Hòa".to_owned(),
        unit: "Chi đoàn 1".to_owned(),
        install: id(OTHER),
    };
    check(
        &person,
        &format!(
            r#"{{"person":"{PERSON}","name":"Nguyễn Thị Hòa","unit":"Chi đoàn 1","install":"{OTHER}"}}"#
        ),
    );
}

#[test]
fn an_unreadable_row_is_named_and_not_guessed_at() {
    let broken = StoredBase {
        json: "{".to_owned(),
        ..StoredBase::of(&body(), Vec::new())
    };
    let corrupt = StoreError::Corrupt {
        store: "base",
        key: RECORD.to_owned(),
    };
    assert_eq!(broken.read(), Err(corrupt));
}
