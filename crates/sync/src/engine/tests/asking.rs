//! Whether the server still has the photos that it confirmed.

use super::*;

fn to_asking(confirmed: Vec<Transfer>) -> Vec<Event> {
    let last = [
        Event::Transfers(Ok(Vec::new())),
        Event::Confirmed(Ok(confirmed)),
    ];
    to_transfers().into_iter().chain(last).collect()
}

fn confirmed(number: u8) -> Transfer {
    Transfer {
        confirmed_at_ms: Some(7),
        ..transfer(number, 10, false)
    }
}

fn ticket(have: bool) -> Event {
    Event::Announced(Ok(BlobTicket {
        have,
        upload: None,
        offset: 0,
    }))
}

fn check_finishes(engine: &mut Engine, last: Event) {
    let told = engine.step(last, MOMENT);
    assert!(
        matches!(told[..], [Effect::Tell(Notice::Finished { .. }), ..]),
        "{told:?}"
    );
}

#[test]
fn confirmed_photos_are_asked_about_once_a_day_and_after_each_start() {
    let mut engine = engine();
    let effects = play(&mut engine, to_asking(vec![confirmed(1)]));
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == confirmed(1).hash),
        "{effects:?}"
    );
    check_finishes(&mut engine, ticket(true));
    play(&mut engine, to_transfers());
    check_finishes(&mut engine, Event::Transfers(Ok(Vec::new())));
}

#[test]
fn without_one_of_them_everything_is_offered_and_read_anew_once() {
    let mut engine = engine();
    play(&mut engine, to_asking(vec![confirmed(1)]));
    let same = Epoch(Uuid::nil());
    let effects = play(&mut engine, [ticket(false)]);
    assert_eq!(effects, [Effect::BeginEpoch(same)]);
    let effects = play(&mut engine, [Event::EpochBegun(Ok(()))]);
    assert_eq!(effects, [Effect::LoadOutbox]);
    // Whatever has become of the photo: not again today.
    play(&mut engine, to_transfers());
    check_finishes(&mut engine, Event::Transfers(Ok(Vec::new())));
}

#[test]
fn when_all_are_there_only_the_newest_is_asked_about_from_then_on() {
    let mut engine = engine();
    play(&mut engine, to_asking(vec![confirmed(1), confirmed(2)]));
    let effects = play(&mut engine, [ticket(true)]);
    let second = confirmed(2).hash;
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == second),
        "{effects:?}"
    );
    let effects = play(&mut engine, [ticket(true)]);
    assert!(effects.contains(&Effect::KeepNewest(second)), "{effects:?}");
}

/// A photo that came after the loss hides nothing.
#[test]
fn an_earlier_one_that_is_gone_is_found_though_a_later_one_is_there() {
    let mut engine = engine();
    play(&mut engine, to_asking(vec![confirmed(1), confirmed(2)]));
    let effects = play(&mut engine, [ticket(false)]);
    assert!(
        matches!(effects[..], [Effect::BeginEpoch(_)]),
        "{effects:?}"
    );
}

#[test]
fn what_could_not_be_asked_is_asked_in_the_next_round() {
    let mut engine = engine();
    play(&mut engine, to_asking(vec![confirmed(1)]));
    let offline = Event::Announced(Err(RemoteError::Offline));
    assert!(matches!(
        play(&mut engine, [offline])[..],
        [Effect::WakeAt(_)]
    ));
    let effects = play(&mut engine, to_asking(vec![confirmed(1)]));
    assert!(matches!(effects[..], [Effect::Announce(_)]), "{effects:?}");
}

#[test]
fn a_photo_whose_bytes_cannot_be_read_holds_up_no_other_and_the_round_says_so() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let photos = vec![transfer(1, 10, false), transfer(2, 20, false)];
    let upload = Some("00000000-0000-8000-8000-00000000000a".parse().unwrap());
    let events = [
        Event::Transfers(Ok(photos.clone())),
        Event::Announced(Ok(BlobTicket {
            have: false,
            upload,
            offset: 0,
        })),
        Event::TransferSaved(Ok(())),
        Event::ChunkUnread(StoreError::Blocked),
    ];
    assert_eq!(play(&mut engine, events), [Effect::LoadTransfers]);
    let effects = play(&mut engine, [Event::Transfers(Ok(photos.clone()))]);
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == photos[1].hash),
        "{effects:?}"
    );
    let refused = RemoteError::Refused {
        code: "unknown_record".into(),
    };
    let events = [Event::Announced(Err(refused)), Event::Transfers(Ok(photos))];
    let told = events
        .into_iter()
        .flat_map(|event| engine.step(event, MOMENT));
    let error = Failure::Store(StoreError::Blocked);
    assert!(told.into_iter().any(|effect| matches!(
        effect,
        Effect::Tell(Notice::Failed { error: told, .. }) if told == error
    )));
}
