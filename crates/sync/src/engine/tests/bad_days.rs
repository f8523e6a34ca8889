//! A server that was put back, a copied install, a full disk.

use super::*;
use crate::store::Standing;

/// The server's answers name this epoch, which is not the one that the helpers' answers name.
fn engine_of_another_epoch() -> Engine {
    let known = engine().known;
    Engine::new(Known {
        standing: Some(Standing::new(Epoch(Uuid::from_u128(5)))),
        ..known
    })
}

fn settled(mut row: OutboxRow) -> OutboxRow {
    row.state = WorkState {
        status: Some(Status::Applied),
        settled_at_ms: Some(7),
        offer_again: true,
        ..WorkState::default()
    };
    row
}

#[test]
fn i_30_another_epoch_in_a_pull_is_begun_before_anything_is_stored_and_then_all_is_offered() {
    let mut engine = engine_of_another_epoch();
    let events = [
        Event::Trigger,
        Event::Outbox(Ok(Vec::new())),
        Event::Cursors(Ok(BTreeMap::new())),
        pulled(false),
    ];
    let next = Epoch(Uuid::nil());
    assert_eq!(play(&mut engine, events), [Effect::BeginEpoch(next)]);
    let retained = vec![settled(row(1))];
    let effects = engine.step(Event::EpochBegun(Ok(())), MOMENT);
    assert_eq!(effects, [Effect::LoadOutbox]);
    let effects = engine.step(Event::Outbox(Ok(retained)), MOMENT);
    let [
        Effect::Tell(Notice::Pushing(shown)),
        Effect::Push { head, wires },
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert!(shown.is_empty(), "old work is not shown as new");
    assert_eq!(
        (wires.len(), head.epoch, head.acknowledged),
        (1, Some(next), Some(0))
    );
}

/// What settled under a name that the phone does not hold yet would be missed by nobody, should
/// the server go back once more.
#[test]
fn i_30_another_epoch_in_a_push_is_begun_before_its_outcomes_are_stored() {
    let mut engine = engine_of_another_epoch();
    let rows = vec![row(1)];
    let events = [
        Event::Trigger,
        Event::Outbox(Ok(rows.clone())),
        pushed(&rows, Status::Applied),
    ];
    let next = Epoch(Uuid::nil());
    assert_eq!(play(&mut engine, events), [Effect::BeginEpoch(next)]);
    // It goes once more, with what had settled before.
    let again = vec![settled(row(0)), row(1)];
    let events = [Event::EpochBegun(Ok(())), Event::Outbox(Ok(again.clone()))];
    assert!(matches!(
        play(&mut engine, events)[..],
        [Effect::Push { .. }]
    ));
    let effects = play(&mut engine, [pushed(&again, Status::Applied)]);
    let [Effect::Settle(outcomes)] = &effects[..] else {
        panic!("{effects:?}")
    };
    let told = &outcomes[0];
    assert!(told.is_retained && !told.state.offer_again);
    assert_eq!(told.state.settled_at_ms, Some(7), "as it was, as it is");
}

#[test]
fn a_server_of_a_new_epoch_with_each_answer_is_given_up_for_this_round() {
    let mut engine = engine_of_another_epoch();
    let to_pull = || {
        [
            Event::Outbox(Ok(Vec::new())),
            Event::Cursors(Ok(BTreeMap::new())),
        ]
    };
    play(&mut engine, [Event::Trigger]);
    play(&mut engine, to_pull());
    play(&mut engine, [pulled(false), Event::EpochBegun(Ok(()))]);
    play(&mut engine, to_pull());
    let mut other = pulled(false);
    if let Event::Pulled(Ok(reply)) = &mut other {
        reply.epoch = Epoch(Uuid::from_u128(6));
    }
    assert!(matches!(
        play(&mut engine, [other])[..],
        [Effect::WakeAt(_)]
    ));
}

#[test]
fn what_was_told_to_have_settled_is_remembered_with_its_epoch() {
    let mut engine = engine();
    let rows = vec![row(1)];
    play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(rows.clone()))],
    );
    let effects = engine.step(pushed(&rows, Status::Applied), MOMENT);
    let standing = Standing {
        acknowledged: 1,
        install: Some(engine.known.install),
        ..Standing::new(Epoch(Uuid::nil()))
    };
    assert!(effects.contains(&Effect::SaveStanding(standing)));
    play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(rows.clone()))],
    );
    let effects = engine.step(pushed(&rows, Status::Held), MOMENT);
    let saves = |effect: &Effect| matches!(effect, Effect::SaveStanding(_));
    assert!(!effects.iter().any(saves), "nothing new was told");
}

#[test]
fn i_33_a_confirmed_photo_is_asked_about_again_and_goes_only_if_it_is_missing_and_may() {
    let confirmed = Transfer {
        confirmed_at_ms: Some(7),
        offer_again: true,
        ..transfer(1, 10, false)
    };
    let ask = |engine: &mut Engine| {
        engine.allow_photos(false);
        play(engine, to_transfers());
        let effects = play(engine, [Event::Transfers(Ok(vec![confirmed.clone()]))]);
        assert!(matches!(effects[..], [Effect::Announce(_)]), "{effects:?}");
    };
    let saved = |effects: Vec<Effect>| match &effects[..] {
        [Effect::SaveTransfer(transfer)] => transfer.clone(),
        _ => panic!("{effects:?}"),
    };
    let have = BlobTicket {
        have: true,
        upload: None,
        offset: 0,
    };
    let mut engine = engine();
    ask(&mut engine);
    let kept = saved(play(&mut engine, [Event::Announced(Ok(have))]));
    assert!(!kept.is_open());

    let missing = BlobTicket {
        have: false,
        upload: Some("00000000-0000-8000-8000-00000000000a".parse().unwrap()),
        offset: 0,
    };
    let mut engine = self::engine();
    ask(&mut engine);
    let lost = saved(play(&mut engine, [Event::Announced(Ok(missing))]));
    assert!(lost.confirmed_at_ms.is_none() && !lost.offer_again);
    let effects = play(&mut engine, [Event::TransferSaved(Ok(()))]);
    assert_eq!(effects, [Effect::LoadTransfers], "not without leave");
}

#[test]
fn a_copied_install_becomes_one_of_its_own_once_a_round() {
    let mut engine = engine();
    let rows = vec![row(1)];
    let forked = || {
        let mut answer = pushed(&[row(1)], Status::Applied);
        if let Event::Pushed(Ok(reply)) = &mut answer {
            reply.install_fork = true;
        }
        answer
    };
    let events = [
        Event::Trigger,
        Event::Outbox(Ok(rows)),
        forked(),
        Event::Settled(Ok(())),
    ];
    assert_eq!(play(&mut engine, events), [Effect::RenewInstall]);
    let own = InstallId(Uuid::from_u128(2));
    let rest = vec![row(2)];
    let effects = play(
        &mut engine,
        [Event::InstallRenewed(Ok(own)), Event::Outbox(Ok(rest))],
    );
    assert!(matches!(&effects[..], [Effect::Push { head, .. }] if head.install == own));
    let effects = play(&mut engine, [forked(), Event::Settled(Ok(()))]);
    assert_eq!(effects, [Effect::LoadOutbox]);
}

#[test]
fn a_full_server_keeps_photos_waiting_and_the_round_ends_well() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let no_room = RemoteError::NoRoom { photos_only: true };
    play(
        &mut engine,
        [Event::Transfers(Ok(vec![transfer(1, 10, false)]))],
    );
    let effects = engine.step(Event::Announced(Err(no_room.clone())), MOMENT);
    let error = Failure::Remote(no_room);
    assert!(
        matches!(&effects[..], [
            Effect::Tell(Notice::Finished { .. }),
            Effect::Tell(Notice::Failed { error: told, .. }),
            Effect::WakeAt(_),
        ] if *told == error),
        "{effects:?}"
    );
}

const DAY_MS: i64 = 24 * 3_600_000;

/// What the phone is to forget at the end of a round that ends at this device time.
fn forgotten_before(engine: &mut Engine, now_ms: i64) -> Option<i64> {
    let last = Event::Transfers(Ok(Vec::new()));
    let moment = Moment { now_ms, random: 0 };
    let effects = to_transfers()
        .into_iter()
        .chain([last])
        .flat_map(|event| engine.step(event, moment));
    effects.fold(None, |found, effect| match effect {
        Effect::ForgetBefore(at_ms) => Some(at_ms),
        _ => found,
    })
}

#[test]
fn what_settled_ninety_days_ago_by_the_servers_clock_is_forgotten_whatever_the_phones_says() {
    let long_ago = MOMENT.now_ms - 90 * DAY_MS;
    for jump_ms in [0, 3_650 * DAY_MS, -MOMENT.now_ms] {
        let before = forgotten_before(&mut engine(), MOMENT.now_ms + jump_ms);
        assert_eq!(before, Some(long_ago), "{jump_ms}");
    }
}

#[test]
fn a_clock_that_jumps_in_the_middle_of_a_round_makes_nothing_old() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let jumped = Moment {
        now_ms: MOMENT.now_ms + 3_650 * DAY_MS,
        random: 0,
    };
    let last = engine.step(Event::Transfers(Ok(Vec::new())), jumped);
    let long_ago = MOMENT.now_ms - 90 * DAY_MS;
    assert!(last.contains(&Effect::ForgetBefore(long_ago)), "{last:?}");
}

#[test]
fn old_work_is_looked_for_once_a_day() {
    let mut engine = engine();
    assert!(forgotten_before(&mut engine, MOMENT.now_ms).is_some());
    assert_eq!(forgotten_before(&mut engine, MOMENT.now_ms), None);
}

#[test]
fn a_round_that_is_broken_off_forgets_nothing() {
    let mut engine = engine();
    let effects = play(
        &mut engine,
        [
            Event::Trigger,
            Event::Outbox(Ok(Vec::new())),
            Event::Cursors(Ok(BTreeMap::new())),
            Event::Pulled(Err(RemoteError::Offline)),
        ],
    );
    assert!(matches!(effects[..], [Effect::WakeAt(_)]), "{effects:?}");
}

#[test]
fn times_of_settling_and_of_confirming_are_the_servers() {
    let mut engine = engine();
    let late = Moment {
        now_ms: MOMENT.now_ms + 3_650 * DAY_MS,
        random: 0,
    };
    let work = [row(1)];
    let events = [
        Event::Trigger,
        Event::Outbox(Ok(work.to_vec())),
        pushed(&work, Status::Applied),
        Event::Settled(Ok(())),
        Event::Outbox(Ok(Vec::new())),
        Event::Cursors(Ok(BTreeMap::new())),
        pulled(false),
        Event::PageStored(Ok(())),
        Event::Transfers(Ok(vec![transfer(1, 10, true)])),
        Event::Announced(Ok(BlobTicket {
            have: true,
            upload: None,
            offset: 0,
        })),
    ];
    let mut at_ms = Vec::new();
    for effect in events
        .into_iter()
        .flat_map(|event| engine.step(event, late))
    {
        match effect {
            Effect::Settle(outcomes) => at_ms.extend(outcomes[0].state.settled_at_ms),
            Effect::SaveTransfer(transfer) => at_ms.extend(transfer.confirmed_at_ms),
            _ => {}
        }
    }
    assert_eq!(at_ms, [MOMENT.now_ms, MOMENT.now_ms]);
}

#[test]
fn a_server_that_takes_nothing_is_read_all_the_same() {
    let waits = [
        RemoteError::NoRoom { photos_only: false },
        RemoteError::ReadOnly {
            retry_after_ms: 60_000,
        },
    ];
    for error in waits {
        let mut engine = engine();
        let before = [
            Event::Trigger,
            Event::Outbox(Ok(vec![row(1)])),
            Event::Pushed(Err(error.clone())),
        ];
        assert_eq!(play(&mut engine, before), [Effect::LoadCursors]);
        let pull = [
            Event::Cursors(Ok(BTreeMap::new())),
            pulled(false),
            Event::PageStored(Ok(())),
        ];
        assert_eq!(play(&mut engine, pull), [Effect::LoadTransfers]);
        let waiting = vec![transfer(1, 10, true)];
        let last = engine.step(Event::Transfers(Ok(waiting)), MOMENT);
        let failed = |effect: &Effect| {
            matches!(effect, Effect::Tell(Notice::Failed { error: told, .. })
                if *told == Failure::Remote(error.clone()))
        };
        assert!(last.iter().any(failed), "{last:?}");
        assert!(matches!(last.last(), Some(Effect::WakeAt(_))), "{last:?}");
    }
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

#[test]
fn i_23_what_has_gone_of_a_photo_is_told_after_each_chunk() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let photo = transfer(1, 300_000, false);
    let ticket = BlobTicket {
        have: false,
        upload: Some("00000000-0000-8000-8000-00000000000a".parse().unwrap()),
        offset: 0,
    };
    let events = [
        Event::Transfers(Ok(vec![photo])),
        Event::Announced(Ok(ticket)),
    ];
    play(&mut engine, events);
    let mut told = Vec::new();
    let mut note = |effects: Vec<Effect>| {
        for effect in effects {
            if let Effect::Tell(Notice::Sending {
                sent_bytes,
                size_bytes,
                ..
            }) = effect
            {
                told.push((sent_bytes, size_bytes));
            }
        }
    };
    note(engine.step(Event::TransferSaved(Ok(())), MOMENT));
    for offset in [65_536, 196_608] {
        let reply = ChunkReply {
            offset,
            complete: false,
        };
        note(engine.step(Event::ChunkSent(Ok(reply)), MOMENT));
        note(engine.step(Event::TransferSaved(Ok(())), MOMENT));
    }
    assert_eq!(told, [(0, 300_000), (65_536, 300_000), (196_608, 300_000)]);
}

#[test]
fn what_another_tab_was_told_is_not_forgotten() {
    let epoch = Epoch(Uuid::nil());
    let mut engine = Engine::new(Known {
        standing: Some(Standing::new(epoch)),
        ..engine().known
    });
    let of_the_other_tab = Standing {
        acknowledged: 57,
        ..Standing::new(epoch)
    };
    engine.recall(of_the_other_tab);
    let push = play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(vec![row(1)]))],
    );
    let says = |effect: &Effect| matches!(effect, Effect::Push { head, .. } if head.acknowledged == Some(57));
    assert!(push.iter().any(says), "{push:?}");
    // Not if the other tab had become another install, and only within one past of the server.
    engine.known.standing = None;
    engine.recall(Standing {
        install: Some(InstallId(Uuid::from_u128(77))),
        ..of_the_other_tab
    });
    assert_eq!(engine.known.standing.unwrap().acknowledged, 0);
    let later = Standing::new(Epoch(Uuid::from_u128(9)));
    engine.recall(later);
    assert_eq!(engine.known.standing, Some(later));
}
