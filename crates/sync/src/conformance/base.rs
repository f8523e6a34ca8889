use std::collections::BTreeMap;

use super::Bench;
use super::failing::{fail_each_write, seen};
use super::samples::{
    NOW_MS, OWN_SCOPE, UNIT_SCOPE, blob, body, change, cursors, draft, page, record, work,
};
use crate::protocol::{PullReply, RecordBody};
use crate::store::{Base as _, BaseRow, Drafts as _, Outbox as _, PhoneStore, StoreError, Summary};

/// A store after one page with these records, standing at 5 in both scopes.
async fn pulled<B: Bench>(bench: &B, records: Vec<RecordBody>) -> B::Store {
    let store = bench.empty().await;
    store
        .apply_page(&BTreeMap::new(), &page(5, records))
        .await
        .unwrap();
    store
}

async fn apply(store: &impl PhoneStore, reply: &PullReply) {
    let stored = store.cursors().await.unwrap();
    store.apply_page(&stored, reply).await.unwrap();
}

async fn ids(store: &impl PhoneStore) -> Vec<nhatky_domain::ids::RecordId> {
    let summaries = store.summaries().await.unwrap();
    summaries.iter().map(|summary| summary.id).collect()
}

pub async fn a_pulled_record_comes_back_with_what_this_build_does_not_know<B: Bench>(bench: &B) {
    let pulled_body = RecordBody {
        state: "trang_thai_moi".into(),
        note: Some("Thiếu ảnh".to_owned()),
        complete_at: Some(NOW_MS),
        ..body(1)
    };
    let store = pulled(bench, vec![pulled_body.clone()]).await;
    let store = bench.restarted(store).await;
    let row = BaseRow {
        body: pulled_body,
        scopes: vec![UNIT_SCOPE.to_owned()],
    };
    assert_eq!(store.base(record(1)).await.unwrap(), Some(row));
}

pub async fn a_record_never_pulled_is_none<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1)]).await;
    assert_eq!(store.base(record(2)).await.unwrap(), None);
}

pub async fn cursors_come_back_as_the_page_brought_them<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1)]).await;
    let mut next = page(9, Vec::new());
    next.cursors.remove(OWN_SCOPE);
    apply(&store, &next).await;
    let store = bench.restarted(store).await;
    let expected = cursors([(OWN_SCOPE, 5), (UNIT_SCOPE, 9)]);
    assert_eq!(store.cursors().await.unwrap(), expected);
}

pub async fn a_page_that_does_not_follow_is_refused_whole<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1)]).await;
    let before = seen(&store).await;
    for expected in [
        BTreeMap::new(),
        cursors([(UNIT_SCOPE, 5)]),
        cursors([(UNIT_SCOPE, 5), (OWN_SCOPE, 4)]),
    ] {
        let refused = store.apply_page(&expected, &page(9, vec![body(2)])).await;
        assert_eq!(refused, Err(StoreError::CursorMoved));
        assert_eq!(seen(&store).await, before);
    }
    assert_eq!(store.base(record(2)).await.unwrap(), None);
}

pub async fn a_page_that_fails_changes_nothing<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1), body(2)]).await;
    let moved = RecordBody {
        day: "2020-07-25".to_owned(),
        ..body(1)
    };
    let mut reply = page(9, vec![moved, body(3)]);
    reply.changes.push(change(UNIT_SCOPE, record(2), false));
    let expected = store.cursors().await.unwrap();
    let apply = async |store: &B::Store| store.apply_page(&expected, &reply).await;
    let (store, ()) = fail_each_write(bench, store, apply).await;
    assert_eq!(ids(&store).await, [1, 3].map(record));
}

pub async fn a_later_page_replaces_the_body<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1)]).await;
    let later = RecordBody {
        rev: 2,
        title: "Ra quân lần hai".to_owned(),
        ..body(1)
    };
    apply(&store, &page(6, vec![later.clone()])).await;
    let row = store.base(record(1)).await.unwrap().unwrap();
    assert_eq!(row.body, later);
    assert_eq!(store.summaries().await.unwrap(), [Summary::of(&later)]);
}

pub async fn a_record_stays_until_it_has_left_every_scope<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1)]).await;
    let mut reply = page(6, vec![body(1)]);
    reply.changes = vec![change(OWN_SCOPE, record(1), true)];
    apply(&store, &reply).await;
    let row = store.base(record(1)).await.unwrap().unwrap();
    assert_eq!(row.scopes, [UNIT_SCOPE, OWN_SCOPE]);

    let mut reply = page(7, Vec::new());
    reply.changes = vec![change(UNIT_SCOPE, record(1), false)];
    apply(&store, &reply).await;
    let row = store.base(record(1)).await.unwrap().unwrap();
    assert_eq!(
        (row.body, row.scopes),
        (body(1), vec![OWN_SCOPE.to_owned()])
    );

    let mut reply = page(8, Vec::new());
    reply.changes = vec![change(OWN_SCOPE, record(1), false)];
    apply(&store, &reply).await;
    assert_eq!(store.base(record(1)).await.unwrap(), None);
    assert_eq!(ids(&store).await, []);
}

/// One record through both scopes, one through the unit's, one through the person's own.
async fn pulled_three<B: Bench>(bench: &B) -> B::Store {
    let store = bench.empty().await;
    let mut reply = page(5, vec![body(1), body(2), body(3)]);
    reply.changes = vec![
        change(UNIT_SCOPE, record(1), true),
        change(OWN_SCOPE, record(1), true),
        change(UNIT_SCOPE, record(2), true),
        change(OWN_SCOPE, record(3), true),
    ];
    apply(&store, &reply).await;
    store
}

fn without_unit(seq: i64) -> PullReply {
    PullReply {
        scopes: vec![OWN_SCOPE.to_owned()],
        cursors: cursors([(OWN_SCOPE, seq)]),
        ..page(seq, Vec::new())
    }
}

pub async fn a_record_goes_when_its_last_scope_is_gone<B: Bench>(bench: &B) {
    let store = pulled_three(bench).await;
    apply(&store, &without_unit(6)).await;
    let store = bench.restarted(store).await;
    assert_eq!(store.base(record(2)).await.unwrap(), None);
    assert_eq!(ids(&store).await, [3, 1].map(record));
    let cursors_after = store.cursors().await.unwrap();
    assert_eq!(cursors_after, cursors([(OWN_SCOPE, 6)]));
}

pub async fn dropping_a_scope_leaves_the_others_alone<B: Bench>(bench: &B) {
    let store = pulled_three(bench).await;
    apply(&store, &without_unit(6)).await;
    for number in [1, 3] {
        let row = store.base(record(number)).await.unwrap().unwrap();
        assert_eq!(row.body, body(number));
        assert_eq!(row.scopes, [OWN_SCOPE]);
    }
}

pub async fn a_scope_that_comes_back_starts_anew<B: Bench>(bench: &B) {
    let store = pulled_three(bench).await;
    apply(&store, &without_unit(6)).await;
    apply(&store, &page(7, vec![body(2)])).await;
    let row = store.base(record(1)).await.unwrap().unwrap();
    assert_eq!(row.scopes, [OWN_SCOPE]);
    let row = store.base(record(2)).await.unwrap().unwrap();
    assert_eq!(row.scopes, [UNIT_SCOPE]);
}

/// A revoked install or an ended holding: what was pulled goes, what the person wrote stays.
pub async fn dropping_everything_pulled_leaves_own_work_alone<B: Bench>(bench: &B) {
    let store = pulled_three(bench).await;
    store
        .save_photos(&draft(4, &[1]), &[blob(1, 10)])
        .await
        .unwrap();
    let row = store.enqueue(&work(1, &[])).await.unwrap();
    let nothing = PullReply {
        scopes: Vec::new(),
        cursors: BTreeMap::new(),
        ..page(6, Vec::new())
    };
    apply(&store, &nothing).await;
    assert_eq!(ids(&store).await, []);
    assert_eq!(store.cursors().await.unwrap(), BTreeMap::new());
    assert_eq!(store.drafts().await.unwrap(), [draft(4, &[1])]);
    assert_eq!(store.outbox().await.unwrap(), [row]);
}

pub async fn summaries_say_what_the_records_say<B: Bench>(bench: &B) {
    let complete = RecordBody {
        complete_at: Some(NOW_MS),
        title: "Hiến máu, «Giọt hồng» – đợt 2".to_owned(),
        ..body(1)
    };
    let store = pulled(bench, vec![complete.clone()]).await;
    assert_eq!(store.summaries().await.unwrap(), [Summary::of(&complete)]);
}

pub async fn summaries_come_newest_day_first<B: Bench>(bench: &B) {
    let of_day = |number, day: &str| RecordBody {
        day: day.to_owned(),
        ..body(number)
    };
    let records = vec![
        of_day(1, "2020-09-30"),
        of_day(2, "2020-10-01"),
        of_day(3, ""),
        of_day(4, "2020-09-30"),
        of_day(5, "2019-12-31"),
    ];
    let store = pulled(bench, records).await;
    assert_eq!(ids(&store).await, [2, 4, 1, 5, 3].map(record));
}

pub async fn a_record_that_changes_its_day_has_one_line<B: Bench>(bench: &B) {
    let store = pulled(bench, vec![body(1), body(2)]).await;
    let moved = RecordBody {
        day: "2020-01-01".to_owned(),
        ..body(2)
    };
    apply(&store, &page(6, vec![moved])).await;
    assert_eq!(ids(&store).await, [1, 2].map(record));
}
