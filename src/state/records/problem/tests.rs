use nhatky_domain::ids::{HoldingId, MutationId, PersonId, RecordId, UnitId};
use nhatky_sync::json;
use nhatky_sync::protocol::{CreateBody, Mutation};
use nhatky_sync::store::WorkState;

use super::*;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn fields(text: &str) -> Fields {
    json::from_text(text).unwrap()
}

fn form() -> Form {
    json::from_text(
        r#"{"code":"HD","version":1,"name":"Nhật ký hoạt động","workflow":"log","title_field":"ten",
        "date_field":"ngay","section":[{"code":"a","title":"","field":[
        {"code":"ten","label":"Tên","kind":"text"},
        {"code":"luot","label":"Lượt","kind":"integer"},
        {"code":"anh","label":"Ảnh","kind":"photos"}]}]}"#,
    )
    .unwrap()
}

/// A patch from one set of answers to another, and how the server answered it at revision 2.
fn patch(before: &str, after: &str, status: Status, named: &[&str]) -> OutboxRow {
    let op = Op::Patch(merge::difference(&fields(before), &fields(after)).unwrap());
    row(&op, status, named)
}

fn row(op: &Op, status: Status, named: &[&str]) -> OutboxRow {
    OutboxRow {
        mutation: Mutation {
            id: MutationId::from_time(0, [1; 10]),
            seq: 1,
            op: op.name().0.to_owned(),
            v: 1,
            record: RecordId::from_time(0, [0; 10]),
            holding: HoldingId::from_time(0, [0; 10]),
            deps: Vec::new(),
            at: 0,
            off: None,
            body: op.body(),
        },
        wire: String::new(),
        state: WorkState {
            status: Some(status),
            code: Some("ma".to_owned()),
            fields: named.iter().map(|code| (*code).into()).collect(),
            rev: Some(2),
            ..WorkState::default()
        },
    }
}

fn body(rev: u32, answers: &str) -> RecordBody {
    RecordBody {
        id: RecordId::from_time(0, [0; 10]),
        form: "HD".into(),
        form_version: 1,
        unit: UnitId::from_time(0, [0; 10]),
        author: PersonId::from_time(0, [0; 10]),
        author_name: String::new(),
        title: String::new(),
        day: String::new(),
        fields: fields(answers),
        state: "cho_xac_nhan".into(),
        rev,
        device_at: 0,
        device_off: None,
        received_at: 0,
        photos: Default::default(),
        complete_at: None,
        note: None,
    }
}

fn found(row: &OutboxRow) -> Vec<Problem> {
    problems(&[row], &[], false, DAY_MS)
}

#[test]
fn i_27_refused_clashing_kept_and_long_held_work_is_found_and_nothing_else() {
    for (status, is_found) in [
        (Status::Rejected, true),
        (Status::Conflict, true),
        (Status::Quarantined, true),
        (Status::Held, true),
        (Status::Applied, false),
        (Status::Merged, false),
        (Status::Unknown, false),
    ] {
        let row = patch("{}", r#"{"luot":1}"#, status, &[]);
        assert_eq!(found(&row).len() == 1, is_found, "{status:?}");
    }
    let mut held = patch("{}", r#"{"luot":1}"#, Status::Held, &[]);
    held.mutation.at = 1;
    assert!(found(&held).is_empty());
}

#[test]
fn a_refused_change_is_made_again_on_what_is_in_force_now() {
    let row = patch(
        r#"{"ten":"a","luot":1,"anh":["p"]}"#,
        r#"{"ten":"a","luot":3,"anh":["p","q"]}"#,
        Status::Rejected,
        &[],
    );
    let now = fields(r#"{"ten":"b","luot":2,"anh":["p","r"]}"#);
    assert_eq!(
        corrected(Some(&form()), now, &found(&row), false),
        fields(r#"{"ten":"b","luot":3,"anh":["p","r","q"]}"#)
    );
}

#[test]
fn a_refused_photo_is_left_out_of_the_correction() {
    let sha = "11".repeat(32);
    let answers = format!(r#"{{"anh":[{{"sha":"{sha}"}},{{"sha":"x"}}]}}"#);
    let transfer = Transfer {
        hash: sha.parse().unwrap(),
        mime: String::new(),
        size_bytes: 1,
        is_thumbnail: false,
        record: None,
        upload: None,
        sent_bytes: 0,
        confirmed_at_ms: None,
        refused: Some("not_an_image".to_owned()),
        offer_again: false,
    };
    let problems = problems(&[], &[&transfer], false, 0);
    assert_eq!(
        corrected(Some(&form()), fields(&answers), &problems, false),
        fields(r#"{"anh":[{"sha":"x"}]}"#)
    );
}

fn create(answers: &str, status: Status) -> OutboxRow {
    let op = Op::Create(CreateBody {
        form: "HD".into(),
        form_version: 1,
        unit: UnitId::from_time(0, [0; 10]),
        fields: fields(answers),
    });
    row(&op, status, &[])
}

#[test]
fn a_later_change_of_a_refused_record_goes_with_it() {
    let refused = create(r#"{"luot":30}"#, Status::Rejected);
    let mut later = patch(r#"{"luot":30}"#, r#"{"luot":35}"#, Status::Held, &[]);
    later.mutation.at = DAY_MS;
    let work = [&refused, &later];
    assert!(is_refused(&work));
    let found = problems(&work, &[], true, DAY_MS);
    assert!(
        found
            .iter()
            .all(|problem| problem.can_be_given_up() && problem.can_be_put_right())
    );
    // What is shown has the change already.
    let shown = fields(r#"{"luot":35}"#);
    assert_eq!(corrected(Some(&form()), shown.clone(), &found, true), shown);
    let ids: Vec<_> = found.iter().map(|problem| problem.id.clone()).collect();
    let waiting = [later.clone()];
    let ended = given_up(&waiting, &ids, 7);
    assert_eq!(ended[0].id, later.mutation.id);
    assert_eq!(ended[0].state.settled_at_ms, Some(7));
    assert!(given_up(&waiting, &[], 7).is_empty());
}

#[test]
fn what_the_server_goes_on_trying_cannot_be_let_go() {
    for status in [Status::Held, Status::Quarantined] {
        let kept = create("{}", status);
        let found = problems(&[&kept], &[], false, DAY_MS);
        assert!(
            !found[0].can_be_given_up() && !found[0].can_be_put_right(),
            "{status:?}"
        );
    }
}

#[test]
fn both_texts_of_a_clash_are_shown_and_a_joined_set_is_none() {
    let row = patch(
        r#"{"luot":1,"anh":["p"]}"#,
        r#"{"luot":3,"anh":["p","q"]}"#,
        Status::Conflict,
        &["anh", "luot"],
    );
    let now = body(2, r#"{"luot":2,"anh":["p","r","q"]}"#);
    let clashes = clashes(Some(&form()), Some(&now), &found(&row)).unwrap();
    assert_eq!(
        clashes,
        [Clash {
            field: "luot".into(),
            mine: Value::Int(3),
            in_force: Value::Int(2),
        }]
    );
}

#[test]
fn before_the_other_text_has_come_there_is_nothing_to_compare() {
    let row = patch(
        r#"{"luot":1}"#,
        r#"{"luot":3}"#,
        Status::Conflict,
        &["luot"],
    );
    let older = body(1, r#"{"luot":1}"#);
    assert_eq!(clashes(Some(&form()), Some(&older), &found(&row)), None);
    assert_eq!(clashes(Some(&form()), None, &found(&row)), None);
}
