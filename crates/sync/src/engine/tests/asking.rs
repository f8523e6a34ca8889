//! Whether the server still has the photo that it confirmed last.

use super::*;

fn to_asking(newest: Option<Transfer>) -> Vec<Event> {
    let last = [
        Event::Transfers(Ok(Vec::new())),
        Event::NewestPhoto(Ok(newest)),
    ];
    to_transfers().into_iter().chain(last).collect()
}

fn confirmed() -> Transfer {
    Transfer {
        confirmed_at_ms: Some(7),
        ..transfer(1, 10, false)
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
fn the_newest_photo_is_asked_about_once_a_day_and_after_each_start() {
    let mut engine = engine();
    let effects = play(&mut engine, to_asking(Some(confirmed())));
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == confirmed().hash),
        "{effects:?}"
    );
    check_finishes(&mut engine, ticket(true));
    play(&mut engine, to_transfers());
    check_finishes(&mut engine, Event::Transfers(Ok(Vec::new())));
}

#[test]
fn without_the_newest_photo_everything_is_offered_and_read_anew_once() {
    let mut engine = engine();
    play(&mut engine, to_asking(Some(confirmed())));
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
fn what_could_not_be_asked_is_asked_in_the_next_round() {
    let mut engine = engine();
    play(&mut engine, to_asking(Some(confirmed())));
    let offline = Event::Announced(Err(RemoteError::Offline));
    assert!(matches!(
        play(&mut engine, [offline])[..],
        [Effect::WakeAt(_)]
    ));
    let effects = play(&mut engine, to_asking(Some(confirmed())));
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
