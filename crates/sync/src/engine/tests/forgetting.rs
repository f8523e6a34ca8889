//! When the phone forgets what the server has, and by whose clock.

use super::*;

const DAY_MS: i64 = 24 * 3_600_000;

/// What the phone is to forget at the end of a round that ends at this device time.
fn forgotten_before(engine: &mut Engine, now_ms: i64) -> Option<i64> {
    let last = [
        Event::Transfers(Ok(Vec::new())),
        Event::Confirmed(Ok(Vec::new())),
    ];
    let moment = Moment { now_ms, random: 0 };
    let effects = to_transfers()
        .into_iter()
        .chain(last)
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
    engine.step(Event::Transfers(Ok(Vec::new())), jumped);
    let last = engine.step(Event::Confirmed(Ok(Vec::new())), jumped);
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
