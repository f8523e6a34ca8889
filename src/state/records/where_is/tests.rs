use nhatky_domain::ids::{HoldingId, PersonId, RecordId, UnitId};
use nhatky_domain::value::Value;
use nhatky_sync::protocol::Mutation;
use nhatky_sync::store::WorkState;

use super::*;

fn mutation(number: u8) -> MutationId {
    MutationId::from_time(0, [number; 10])
}

/// Made at `number` hours, settled ten minutes later if the status settles.
fn work(number: u8, status: Option<Status>) -> OutboxRow {
    let at = i64::from(number) * 3_600_000;
    let settles = status.is_some_and(Status::settles);
    OutboxRow {
        mutation: Mutation {
            id: mutation(number),
            seq: number.into(),
            op: "record.create".to_owned(),
            v: 1,
            record: RecordId::from_time(0, [0; 10]),
            holding: HoldingId::from_time(0, [0; 10]),
            deps: Vec::new(),
            at,
            off: None,
            body: Value::Null,
        },
        wire: String::new(),
        state: WorkState {
            status,
            code: status.map(|_| "ma".to_owned()),
            received_at_ms: settles.then_some(at + 600_000),
            settled_at_ms: settles.then_some(at + 600_000),
            ..WorkState::default()
        },
    }
}

fn summary(photos_have: u32, photos_total: u32) -> Summary {
    Summary {
        id: RecordId::from_time(0, [0; 10]),
        form: "HD".into(),
        unit: UnitId::from_time(0, [0; 10]),
        title: String::new(),
        day: "2020-07-24".to_owned(),
        state: "cho_xac_nhan".into(),
        rev: 1,
        author: PersonId::from_time(0, [0; 10]),
        author_name: String::new(),
        photos_have,
        photos_total,
        received_at_ms: 5,
        complete_at_ms: (photos_have == photos_total).then_some(9),
        made_at_ms: None,
    }
}

fn of(rows: &[OutboxRow], in_flight: &[u8], photos: Photos<'_>, base: Option<&Summary>) -> WhereIs {
    let work: Vec<_> = rows.iter().collect();
    let in_flight = in_flight.iter().map(|number| mutation(*number)).collect();
    where_is(Facts {
        work: &work,
        in_flight: &in_flight,
        base,
        photos,
        now_ms: 10 * 3_600_000,
    })
}

fn of_work(rows: &[OutboxRow]) -> WhereIs {
    of(rows, &[], Photos::default(), None)
}

#[test]
fn what_was_handed_in_waits_until_it_is_on_its_way() {
    let rows = [work(1, None)];
    assert_eq!(of_work(&rows), WhereIs::Queued { held: None });
    assert_eq!(of(&rows, &[1], Photos::default(), None), WhereIs::Sending);
}

#[test]
fn what_the_server_holds_waits_with_its_reason() {
    let held = Some("ma".to_owned());
    assert_eq!(
        of_work(&[work(1, Some(Status::Held))]),
        WhereIs::Queued { held }
    );
    assert_eq!(
        of_work(&[work(1, Some(Status::Unknown))]),
        WhereIs::Queued { held: None }
    );
}

#[test]
fn what_the_server_does_not_understand_is_with_the_server() {
    assert_eq!(
        of_work(&[work(1, Some(Status::Quarantined))]),
        WhereIs::Quarantined {
            code: "ma".to_owned()
        }
    );
}

#[test]
fn i_32_photos_are_counted_until_the_last_is_confirmed() {
    let rows = [work(1, Some(Status::Applied))];
    let sending = |unconfirmed| Photos {
        total: 3,
        unconfirmed,
        refused: None,
    };
    for (unconfirmed, current) in [(3, 1), (2, 2), (1, 3)] {
        assert_eq!(
            of(&rows, &[], sending(unconfirmed), None),
            WhereIs::SendingPhotos { current, total: 3 }
        );
    }
    assert_eq!(
        of(&rows, &[], sending(0), None),
        WhereIs::Received { at_ms: 4_200_000 }
    );
}

#[test]
fn photos_that_another_device_owes_are_not_received() {
    assert_eq!(
        of(&[], &[], Photos::default(), Some(&summary(1, 3))),
        WhereIs::SendingPhotos {
            current: 2,
            total: 3
        }
    );
    assert_eq!(
        of(&[], &[], Photos::default(), Some(&summary(3, 3))),
        WhereIs::Received { at_ms: 9 }
    );
}

#[test]
fn a_photo_that_the_server_refused_needs_the_person() {
    let photos = Photos {
        total: 1,
        unconfirmed: 0,
        refused: Some("not_an_image"),
    };
    assert_eq!(
        of(&[work(1, Some(Status::Merged))], &[], photos, None),
        WhereIs::NeedsAction {
            code: "not_an_image".to_owned()
        }
    );
}

#[test]
fn a_refusal_stays_whatever_is_done_with_the_record_meanwhile() {
    let refused = work(1, Some(Status::Rejected));
    let code = "ma".to_owned();
    assert_eq!(
        of_work(std::slice::from_ref(&refused)),
        WhereIs::NeedsAction { code: code.clone() }
    );
    assert_eq!(
        of_work(&[refused, work(2, None)]),
        WhereIs::NeedsAction { code }
    );
}

#[test]
fn what_is_held_for_a_day_is_stuck() {
    let mut held = work(1, Some(Status::Held));
    held.mutation.at -= 24 * 3_600_000;
    let place = of_work(&[held]);
    assert_eq!(
        place,
        WhereIs::Stuck {
            code: "ma".to_owned()
        }
    );
    assert!(place.needs_attention() && !place.is_waiting());
}

#[test]
fn a_clash_is_said_before_anything_else() {
    let mut later = work(2, None);
    later.mutation.at = 0;
    assert_eq!(
        of_work(&[work(1, Some(Status::Conflict)), later]),
        WhereIs::Conflict
    );
}

#[test]
fn only_what_moves_by_itself_is_counted_as_waiting() {
    assert!(WhereIs::Queued { held: None }.is_waiting());
    assert!(
        WhereIs::SendingPhotos {
            current: 1,
            total: 1
        }
        .is_waiting()
    );
    for place in [WhereIs::Conflict, WhereIs::Received { at_ms: 0 }] {
        assert!(!place.is_waiting());
    }
    assert!(WhereIs::Conflict.needs_attention());
}
