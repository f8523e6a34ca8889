//! Requests that fail: nothing settles, and when they are made again.

use super::*;

#[test]
fn no_failed_request_settles_anything() {
    let failures = (400..600).map(|status| RemoteError::Failed { status });
    for error in failures.chain([
        RemoteError::Offline,
        RemoteError::Revoked,
        RemoteError::Busy { retry_after_ms: 9 },
    ]) {
        let mut engine = engine();
        let effects = play(
            &mut engine,
            [
                Event::Trigger,
                Event::Outbox(Ok(vec![row(1)])),
                Event::Pushed(Err(error)),
            ],
        );
        assert!(matches!(effects[..], [Effect::WakeAt(_)]), "{effects:?}");
    }
}

#[test]
fn a_busy_server_is_left_alone_as_long_as_it_asks() {
    let mut engine = engine();
    let busy = Event::Pushed(Err(RemoteError::Busy {
        retry_after_ms: 120_000,
    }));
    let effects = play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(vec![row(1)])), busy],
    );
    assert_eq!(effects, [Effect::WakeAt(MOMENT.now_ms + 120_000)]);
}

#[test]
fn an_ended_session_is_opened_again_and_the_same_bodies_follow() {
    let mut engine = engine();
    let rows = vec![row(1)];
    let signed_out = || Event::Pushed(Err(RemoteError::SignedOut));
    let effects = play(
        &mut engine,
        [
            Event::Trigger,
            Event::Outbox(Ok(rows.clone())),
            signed_out(),
        ],
    );
    assert_eq!(effects, [Effect::Greet]);
    let signed_in = Event::SignedIn(Ok(SignedIn {
        now: 0,
        expires_at: 0,
    }));
    let hello = Hello {
        n: String::new(),
        proto: vec![1],
        ops: BTreeMap::new(),
        epoch: Epoch(Uuid::nil()),
        now: 0,
        nonce: "n".into(),
        organisation: String::new(),
        demo: false,
    };
    let effects = play(
        &mut engine,
        [
            Event::Greeted(Ok(hello)),
            signed_in,
            Event::Outbox(Ok(rows)),
        ],
    );
    assert!(matches!(effects[..], [Effect::Push { .. }]));
    assert!(matches!(
        play(&mut engine, [signed_out()])[..],
        [Effect::WakeAt(_)]
    ));
}

#[test]
fn a_batch_too_large_is_halved_until_it_fits() {
    let mut engine = engine();
    let rows: Vec<_> = (1..=400).map(row).collect();
    let mut sizes = Vec::new();
    let mut effects = play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(rows.clone()))],
    );
    while let [Effect::Push { wires, .. }] = &effects[..] {
        sizes.push(wires.len());
        effects = play(
            &mut engine,
            [
                Event::Pushed(Err(RemoteError::TooLarge)),
                Event::Outbox(Ok(rows.clone())),
            ],
        );
    }
    assert!(
        sizes.windows(2).all(|pair| pair[1] < pair[0]) && sizes.last() == Some(&1),
        "{sizes:?}"
    );
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
