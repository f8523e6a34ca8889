//! Single mutations that make no sense.

use nhatky_domain::ids::UnitId;
use nhatky_domain::value::Value;
use nhatky_server::store::{Receipts as _, Records as _, Store as _};
use nhatky_sync::json;
use nhatky_sync::protocol::{PushReply, Status};
use uuid::Uuid;

use crate::support::{Who, log_fields, new_id, with};

use super::server_and_phone;

#[tokio::test]
async fn a_truncated_or_mistyped_mutation_is_quarantined_with_its_body() {
    let (server, mut phone) = server_and_phone().await;
    let good = json::to_text(&phone.create(log_fields("Tốt")));
    let bad = [
        "{}".to_owned(),
        "null".to_owned(),
        "17".to_owned(),
        good.replace("\"seq\":1", "\"seq\":\"một\""),
        good.replace("\"body\":", "\"thân\":"),
        good.replace(&phone.who.holding().to_string(), "không phải id"),
        format!(
            r#"{{"id":"{}","body":{}{}}}"#,
            new_id(),
            "[".repeat(500),
            "]".repeat(500)
        ),
    ];
    let mut all = bad.to_vec();
    all.push(good);
    let reply: PushReply = phone.push_text(&server, &all).await.json();
    let (last, others) = reply.results.split_last().unwrap();
    for outcome in others {
        assert_eq!(outcome.status, Status::Quarantined, "{outcome:?}");
    }
    // It shares its id with three that were quarantined: the readable one takes their place.
    assert_eq!(last.status, Status::Applied);
    let mut tx = server.app.store.read().await.unwrap();
    let kept = tx.quarantined(None, 100).await.unwrap();
    assert!(kept.iter().any(|row| row.body == "17"));
    assert_eq!(tx.record_count().await.unwrap(), 1);
}

#[tokio::test]
async fn an_unknown_operation_or_form_is_quarantined_and_a_newer_version_held() {
    let (server, mut phone) = server_and_phone().await;
    let mut unknown_op = phone.create(log_fields("Một"));
    unknown_op.op = "record.teleport".to_owned();
    let mut newer = phone.create(log_fields("Hai"));
    newer.v = 99;
    let mut no_form = phone.create(log_fields("Ba"));
    if let Value::Map(entries) = &mut no_form.body {
        entries.insert("form".to_owned(), Value::text("KHONG-CO"));
    }
    let outcomes = phone.push(&server, &[unknown_op, newer, no_form]).await;
    let codes: Vec<_> = outcomes
        .iter()
        .map(|outcome| (outcome.status, outcome.code.as_deref().unwrap()))
        .collect();
    let quarantined = Status::Quarantined;
    assert_eq!(
        codes,
        [
            (quarantined, "unknown_op"),
            (Status::Held, "newer_version"),
            (quarantined, "unknown_form")
        ]
    );
}

#[tokio::test]
async fn a_mutation_of_megabytes_is_kept_unread() {
    let (server, mut phone) = server_and_phone().await;
    let huge = phone.create(with(
        log_fields("Dài"),
        "ghi_chu",
        Value::Text("a".repeat(300_000)),
    ));
    let outcome = phone.push_one(&server, &huge).await;
    assert_eq!(outcome.status, Status::Quarantined);
    assert_eq!(outcome.code.as_deref(), Some("too_large"));
}

#[tokio::test]
async fn an_unknown_unit_is_waited_for_and_one_of_others_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    let nowhere = phone.create_for(UnitId(Uuid::new_v4()), log_fields("Đâu đó"));
    let elsewhere = phone.create_for(crate::support::CELL_B, log_fields("Nơi khác"));
    let outcomes = phone.push(&server, &[nowhere, elsewhere]).await;
    let told: Vec<_> = outcomes
        .iter()
        .map(|o| (o.status, o.code.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (Status::Held, "unknown_unit"),
            (Status::Rejected, "not_allowed")
        ]
    );
}

#[tokio::test]
async fn a_holding_of_somebody_else_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    let mut borrowed = phone.create(log_fields("Mượn danh"));
    borrowed.holding = Who::Secretary.holding();
    let outcome = phone.push_one(&server, &borrowed).await;
    assert_eq!(outcome.status, Status::Rejected);
    assert_eq!(outcome.code.as_deref(), Some("not_allowed"));
}

#[tokio::test]
async fn answers_of_the_wrong_shape_are_rejected_by_field() {
    let (server, mut phone) = server_and_phone().await;
    for (code, value) in [
        ("ngay", Value::text("hôm qua")),
        ("ngay", Value::Int(20_200_724)),
        ("linh_vuc", Value::text("khong_co")),
        ("luot", Value::text("chín")),
        ("kinh_phi", Value::Int(-1)),
        ("ten", Value::Text("a".repeat(201))),
    ] {
        let mutation = phone.create(with(log_fields("Sai"), code, value));
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.status, Status::Rejected, "{code}");
        assert_eq!(outcome.code.as_deref(), Some("invalid"));
        assert_eq!(outcome.fields, [code.into()]);
    }
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 0);
}

#[tokio::test]
async fn an_activity_of_1970_or_2099_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    for day in ["1970-01-01", "2021-07-26", "2099-12-31", "2199-12-31"] {
        let mutation = phone.create(with(log_fields("Sai ngày"), "ngay", Value::text(day)));
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.code.as_deref(), Some("invalid"), "{day}");
        assert_eq!(outcome.fields, ["ngay".into()]);
    }
}

#[tokio::test]
async fn a_device_clock_of_1970_or_2099_shuts_nobody_out() {
    let (server, mut phone) = server_and_phone().await;
    for (at, off) in [
        (0, None),
        (4_070_908_800_000, None),
        (i64::MIN, Some(i64::MAX)),
        (i64::MAX, Some(i64::MIN)),
    ] {
        let mut mutation = phone.create(log_fields("Đồng hồ sai"));
        (mutation.at, mutation.off) = (at, off);
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.status, Status::Applied, "{at}");
        assert_eq!(outcome.received_at, Some(server.app.now()));
    }
}
