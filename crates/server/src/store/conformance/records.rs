use nhatky_domain::date::Date;
use nhatky_domain::form::Fact;
use nhatky_domain::ids::RecordId;
use nhatky_domain::record::Record;
use nhatky_domain::value::Value;

use super::{PERSON, UNIT, committed, look, record};
use crate::store::{
    Blobs as _, Codes as _, Counters as _, Directory as _, FactRow, Journal as _, Receipts as _,
    RecordRow, Records as _, Store, Transaction as _,
};

pub(super) fn row(id: RecordId) -> RecordRow {
    RecordRow {
        record: Record {
            id,
            form: "HD".into(),
            form_version: 2,
            unit: UNIT,
            author: PERSON,
            fields: [("ten".into(), Value::text("Thay 25 bóng đèn «led»"))].into(),
            state: "cho_xac_nhan".into(),
            rev: 1,
        },
        device_at: -5,
        device_off: Some(-5_400_000),
        received_at: 7,
        photos_have: 1,
        photos_total: 3,
        complete_at: None,
        note: None,
    }
}

pub(crate) async fn a_record_comes_back_as_it_was_saved_and_replaced<S: Store>(store: &S) {
    let first = row(record(1));
    let mut second = first.clone();
    second.record.rev = 2;
    second.record.state = "tra_lai".into();
    second.record.fields = [("so".into(), Value::Float(0.5))].into();
    second.complete_at = Some(9);
    second.photos_have = 3;
    second.note = Some("Thiếu ảnh".to_owned());
    for expected in [first, second] {
        committed!(store, |tx| tx
            .save_records(std::slice::from_ref(&expected))
            .await
            .unwrap());
        let found = look(store).await.records(&[record(1)]).await.unwrap();
        assert_eq!(found, [expected]);
    }
    assert_eq!(look(store).await.record_count().await.unwrap(), 1);
}

fn fact(number: u128, day: &str, amounts: &[(&str, i64)]) -> FactRow {
    FactRow {
        record: record(number),
        unit: UNIT,
        day: Date::parse_iso(day).unwrap(),
        facts: amounts
            .iter()
            .map(|(indicator, amount)| Fact {
                indicator: (*indicator).into(),
                amount: *amount,
            })
            .collect(),
    }
}

pub(crate) async fn facts_are_replaced_and_summed<S: Store>(store: &S) {
    committed!(store, |tx| {
        let rows = [
            fact(1, "2020-07-20", &[("V10", 25), ("G01", 1)]),
            fact(2, "2020-07-26", &[("V10", 4)]),
            fact(3, "2020-07-27", &[("V10", 100)]),
        ];
        tx.save_facts(&rows).await.unwrap();
    });
    let week = ["2020-07-20", "2020-07-26"].map(|day| Date::parse_iso(day).unwrap());
    let total = async |indicator| {
        let mut tx = look(store).await;
        tx.total(indicator, UNIT, (week[0], week[1])).await.unwrap()
    };
    assert_eq!(total("V10").await, 29);
    committed!(store, |tx| tx
        .save_facts(&[
            fact(1, "2020-07-21", &[("V10", 1)]),
            fact(2, "2020-07-26", &[])
        ])
        .await
        .unwrap());
    assert_eq!(total("V10").await, 1);
    assert_eq!(total("G01").await, 0);
}

pub(crate) async fn nothing_asked_for_is_nothing_found<S: Store>(store: &S) {
    committed!(store, |tx| {
        tx.save_records(&[]).await.unwrap();
        tx.save_facts(&[]).await.unwrap();
        tx.save_changes(&[]).await.unwrap();
        tx.add_versions(&[]).await.unwrap();
        tx.save_receipts(&[]).await.unwrap();
        tx.put_units(&[]).await.unwrap();
        tx.add_codes(&[]).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.records(&[]).await.unwrap(), []);
    assert_eq!(tx.receipts(&[]).await.unwrap(), []);
    assert_eq!(tx.persons(&[]).await.unwrap(), []);
    assert_eq!(tx.scopes_of(&[]).await.unwrap(), []);
    assert_eq!(tx.proofs_for(&[]).await.unwrap(), []);
    assert_eq!(tx.last_seqs(&[]).await.unwrap(), Default::default());
}
