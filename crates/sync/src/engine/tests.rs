//! Rounds told step by step: what the engine does after each event.

mod asking;
mod failures;
mod forgetting;
mod intercepted;
mod past;
mod photos;

use std::collections::BTreeMap;

use nhatky_domain::ids::{BlobHash, Epoch, InstallId, MutationId, RecordId};
use nhatky_domain::value::Value;
use uuid::Uuid;

use super::*;
use crate::protocol::{
    BlobTicket, ChunkReply, Hello, Mutation, Outcome, PullReply, PushReply, SignedIn, Status,
};
use crate::remote::RemoteError;
use crate::store::{OutboxRow, Transfer, WorkState};

const MOMENT: Moment = Moment {
    now_ms: 1_595_577_600_000,
    random: 0,
};

fn engine() -> Engine {
    Engine::new(Known {
        app: "test".into(),
        install: InstallId(Uuid::from_u128(1)),
        heard: None,
        account_digest: None,
        catalogue_version: Some("c1".into()),
    })
}

fn row(number: u128) -> OutboxRow {
    let mutation = Mutation {
        id: MutationId(Uuid::from_u128(number)),
        seq: 1,
        op: "record.create".into(),
        v: 1,
        record: RecordId(Uuid::from_u128(100 + number)),
        holding: "00000000-0000-8000-8000-000000000001".parse().unwrap(),
        deps: Vec::new(),
        at: 0,
        off: None,
        body: Value::Null,
    };
    OutboxRow {
        wire: crate::json::to_text(&mutation),
        mutation,
        state: WorkState::default(),
    }
}

fn transfer(byte: u8, size_bytes: u64, is_thumbnail: bool) -> Transfer {
    Transfer {
        hash: BlobHash([byte; 32]),
        mime: "image/jpeg".into(),
        size_bytes,
        is_thumbnail,
        record: Some(RecordId(Uuid::from_u128(7))),
        upload: None,
        sent_bytes: 0,
        confirmed_at_ms: None,
        refused: None,
        offer_again: false,
    }
}

fn pushed(rows: &[OutboxRow], status: Status) -> Event {
    let results = rows
        .iter()
        .map(|row| Outcome::bare(row.mutation.id, status))
        .collect();
    Event::Pushed(Ok(PushReply {
        epoch: Epoch(Uuid::nil()),
        now: MOMENT.now_ms,
        results,
        gaps: Vec::new(),
        install_fork: false,
    }))
}

fn pulled(more: bool) -> Event {
    Event::Pulled(Ok(Box::new(PullReply {
        epoch: Epoch(Uuid::nil()),
        now: MOMENT.now_ms,
        scopes: Vec::new(),
        changes: Vec::new(),
        records: Vec::new(),
        cursors: BTreeMap::new(),
        more,
        account: None,
        catalogue: "c1".into(),
        newest: None,
    })))
}

/// Plays the events and gives the effects of the last one, without what is only told or noted.
fn play(engine: &mut Engine, events: impl IntoIterator<Item = Event>) -> Vec<Effect> {
    let mut last = Vec::new();
    for event in events {
        last = engine.step(event, MOMENT);
    }
    last.retain(|effect| !matches!(effect, Effect::Tell(_) | Effect::SaveHeard(_)));
    last
}

/// From the start to the list of transfers, with nothing in the outbox.
fn to_transfers() -> [Event; 5] {
    [
        Event::Trigger,
        Event::Outbox(Ok(Vec::new())),
        Event::Cursors(Ok(BTreeMap::new())),
        pulled(false),
        Event::PageStored(Ok(())),
    ]
}

#[test]
fn a_round_with_nothing_to_send_pulls_and_ends() {
    let mut engine = engine();
    assert_eq!(play(&mut engine, to_transfers()), [Effect::LoadTransfers]);
    let told = Notice::Finished {
        at_ms: MOMENT.now_ms,
    };
    let last = engine.step(Event::Transfers(Ok(Vec::new())), MOMENT);
    assert_eq!(last, [Effect::LoadConfirmed]);
    let last = engine.step(Event::Confirmed(Ok(Vec::new())), MOMENT);
    assert_eq!(last[0], Effect::Tell(told));
}

#[test]
fn stored_bodies_are_sent_as_they_are_and_once_a_round() {
    let mut engine = engine();
    let rows = vec![row(1), row(2)];
    let effects = play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(rows.clone()))],
    );
    assert!(
        matches!(&effects[..], [Effect::Push { wires, .. }] if *wires == [rows[0].wire.clone(), rows[1].wire.clone()])
    );
    let effects = play(
        &mut engine,
        [
            pushed(&rows, Status::Held),
            Event::Settled(Ok(())),
            Event::Outbox(Ok(rows)),
        ],
    );
    assert_eq!(effects, [Effect::LoadCursors]);
}

#[test]
fn i_26_only_an_outcome_settles() {
    for (status, settles) in [
        (Status::Applied, true),
        (Status::Merged, true),
        (Status::Conflict, true),
        (Status::Rejected, true),
        (Status::Held, false),
        (Status::Quarantined, false),
        (Status::Unknown, false),
        (Status::Duplicate, false),
    ] {
        let mut engine = engine();
        let rows = vec![row(1)];
        let effects = play(
            &mut engine,
            [
                Event::Trigger,
                Event::Outbox(Ok(rows.clone())),
                pushed(&rows, status),
            ],
        );
        let [Effect::Settle(outcomes)] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!(
            outcomes[0].state.settled_at_ms.is_some(),
            settles,
            "{status:?}"
        );
    }
}

#[test]
fn more_pages_are_pulled_before_any_blob_is_sent() {
    let mut engine = engine();
    let events = [
        Event::Trigger,
        Event::Outbox(Ok(Vec::new())),
        Event::Cursors(Ok(BTreeMap::new())),
        pulled(true),
        Event::PageStored(Ok(())),
    ];
    assert_eq!(play(&mut engine, events), [Effect::LoadCursors]);
}

#[test]
fn i_22_a_trigger_gives_up_a_round_that_hangs() {
    let mut engine = engine();
    play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(vec![row(1)]))],
    );
    assert_eq!(play(&mut engine, [Event::Trigger]), [Effect::LoadOutbox]);
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut engine = engine();
    assert_eq!(engine.step(pulled(false), MOMENT), []);
    assert_eq!(play(&mut engine, [Event::Trigger]), [Effect::LoadOutbox]);
}

/// Nothing is asked first that might be answered otherwise by the next version of a server.
#[test]
fn i_12_a_round_begins_by_sending_and_asks_nobody_whether_it_may() {
    let mut engine = engine();
    let rows = vec![row(1)];
    let events = [Event::Trigger, Event::Outbox(Ok(rows))];
    assert!(matches!(
        play(&mut engine, events)[..],
        [Effect::Push { .. }]
    ));
}
