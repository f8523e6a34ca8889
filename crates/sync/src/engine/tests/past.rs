//! A server that was put back, a copied install, two tabs: what was told, and by whom.

use super::*;
use crate::store::Heard;

/// The server's answers name this epoch, which is not the one that the helpers' answers name.
fn engine_of_another_epoch() -> Engine {
    let known = engine().known;
    Engine::new(Known {
        heard: Some(Heard::new(Epoch(Uuid::from_u128(5)))),
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
    let heard = Heard {
        acknowledged: 1,
        install: Some(engine.known.install),
        ..Heard::new(Epoch(Uuid::nil()))
    };
    assert!(effects.contains(&Effect::SaveHeard(heard)));
    play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(rows.clone()))],
    );
    let effects = engine.step(pushed(&rows, Status::Held), MOMENT);
    let saves = |effect: &Effect| matches!(effect, Effect::SaveHeard(_));
    assert!(!effects.iter().any(saves), "nothing new was told");
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
fn what_another_tab_was_told_is_not_forgotten() {
    let epoch = Epoch(Uuid::nil());
    let mut engine = Engine::new(Known {
        heard: Some(Heard::new(epoch)),
        ..engine().known
    });
    let of_the_other_tab = Heard {
        acknowledged: 57,
        ..Heard::new(epoch)
    };
    engine.recall(of_the_other_tab);
    let push = play(
        &mut engine,
        [Event::Trigger, Event::Outbox(Ok(vec![row(1)]))],
    );
    let says = |effect: &Effect| matches!(effect, Effect::Push { head, .. } if head.acknowledged == Some(57));
    assert!(push.iter().any(says), "{push:?}");
    // Not if the other tab had become another install, and only within one past of the server.
    engine.known.heard = None;
    engine.recall(Heard {
        install: Some(InstallId(Uuid::from_u128(77))),
        ..of_the_other_tab
    });
    assert_eq!(engine.known.heard.unwrap().acknowledged, 0);
    let later = Heard::new(Epoch(Uuid::from_u128(9)));
    engine.recall(later);
    assert_eq!(engine.known.heard, Some(later));
}
