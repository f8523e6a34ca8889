use nhatky_domain::value::Value;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{parse::parse, read::read, write::write};
use crate::protocol::{Mutation, PullReply, PushReply, RecordBody, Status};

#[test]
fn texts_are_read_as_serde_json_reads_them() {
    for text in [
        "null",
        " true ",
        "-5",
        "-0",
        "9007199254740993",
        "1e3",
        "37.50",
        "-0.5e-2",
        "3750000.0",
        "18446744073709551615",
        r#""Hòa Minh""#,
        r#""\u0110\u00e0 \ud83d\ude00 \" \\ \/ \b\f\n\r\t""#,
        "[]",
        r#"[1, "a" ,null,{"x":[{}]}]"#,
        "{ \"b\" : 1 ,\n\t\"a\":{} }",
        r#"{"a":1,"a":2}"#,
    ] {
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        "nul",
        "truely",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "NaN",
        "1e999",
        "\"a",
        "\"a\nb\"",
        r#""\x""#,
        r#""\u12g4""#,
        r#""\ud83d""#,
        r#""\ud83d\u0041""#,
        r#""\ude00""#,
        "[1,]",
        "[1 2]",
        "[,1]",
        "[1",
        "{a:1}",
        r#"{"a"}"#,
        r#"{"a":1,}"#,
        r#"{"a":1]"#,
        "1 1",
        "\u{a0}1",
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn what_is_deeper_than_the_stack_can_bear_is_refused() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(100)).is_some());
    assert_eq!(parse(&nested(100_000)), None);
}

fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
    let expected: T = serde_json::from_str(text).unwrap();
    let value = read::<T>(parse(text).unwrap()).unwrap();
    assert_eq!(value, expected);
    assert_eq!(write(&value), Ok(serde_json::to_string(&value).unwrap()));
}

const RECORD: &str = r#"{"id":"01908d2e-4c1f-7000-8000-000000000001","form":"HD","form_version":1,
    "unit":"00000000-0000-8000-8000-000000000001","author":"00000000-0000-8000-8000-000000000002",
    "author_name":"Hồ \"Bé\" Tám","title":"Dọn\nrác","day":"2020-07-24","fields":{"so":3,"gio":
    {"from":"07:00","to":null},"anh":[{"w":0.5,"ok":true}]},"state":"nhap","rev":2,"device_at":1,
    "device_off":-5,"received_at":1595577600000,"photos":{"have":1,"total":3},"later":{"x":[1]}}"#;

#[test]
fn types_are_read_and_written_as_serde_json_does() {
    check::<RecordBody>(RECORD);
    check::<PullReply>(&format!(
        r#"{{"epoch":"01908d2e-4c1f-7000-8000-000000000009","now":1,"scopes":["u:1"],"changes":[],
        "records":[{RECORD}],"cursors":{{"u:1":5}},"more":false,"catalogue":"a"}}"#,
    ));
    check::<PushReply>(
        r#"{"epoch":"01908d2e-4c1f-7000-8000-000000000009","now":1,"results":[{"id":
        "01908d2e-4c1f-7000-8000-000000000003","status":"applied","rev":1,"fields":["ten"]},{"id":
        "01908d2e-4c1f-7000-8000-000000000004","status":"duplicate","of":"held"}],"gaps":[7]}"#,
    );
    check::<Mutation>(
        r#"{"id":"01908d2e-4c1f-7000-8000-000000000003","seq":1,"op":"record.create","v":1,"record":
        "01908d2e-4c1f-7000-8000-000000000001","holding":"00000000-0000-8000-8000-000000000005",
        "at":1,"body":{"\u0001":"\u001f\u007f"}}"#,
    );
}

#[test]
fn a_status_of_a_newer_server_is_read_as_unknown() {
    assert_eq!(read(Value::text("delegated")), Ok(Status::Unknown));
}

#[test]
fn a_value_of_another_type_or_a_missing_part_is_refused() {
    for text in [
        r#""text""#,
        "[]",
        "{}",
        &RECORD.replace(r#""rev":2"#, r#""rev":"2""#),
        &RECORD.replace(r#""rev":2"#, r#""rev":-2"#),
        &RECORD.replace(r#""rev":2"#, r#""rev":2.5"#),
        &RECORD.replace(r#""rev":2,"#, ""),
        &RECORD.replace("01908d2e-4c1f", "01908d2e-4c1"),
    ] {
        assert!(serde_json::from_str::<RecordBody>(text).is_err(), "{text}");
        assert!(read::<RecordBody>(parse(text).unwrap()).is_err(), "{text}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-1e9..1e9).prop_map(Value::number),
        any::<String>().prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(Value::Map),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_can_be_written_reads_the_same_on_both_sides(value in any_value()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(write(&value), Ok(text.clone()));
        prop_assert_eq!(parse(&text), Some(serde_json::from_str::<Value>(&text).unwrap()));
    }

    #[test]
    fn a_damaged_text_is_refused_on_both_sides_or_on_neither(
        value in any_value(), at in any::<prop::sample::Index>(), letter in "[\\[\\]{},:\"\\\\u0-9eE.+ \\-a-f]"
    ) {
        let mut letters: Vec<char> = serde_json::to_string(&value).unwrap().chars().collect();
        let place = at.index(letters.len());
        letters.splice(place..=place, letter.chars());
        let text: String = letters.into_iter().collect();
        prop_assert_eq!(parse(&text), serde_json::from_str::<Value>(&text).ok(), "{}", text);
    }
}
