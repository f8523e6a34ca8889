//! Blobs: what is asked, sent, told and kept.

use super::*;

#[test]
fn a_transfer_goes_on_where_the_server_stands() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let photo = transfer(1, 300_000, false);
    assert!(matches!(
        play(&mut engine, [Event::Transfers(Ok(vec![photo]))])[..],
        [Effect::Announce(_)]
    ));
    let upload = "00000000-0000-8000-8000-00000000000a".parse().unwrap();
    let ticket = BlobTicket {
        have: false,
        upload: Some(upload),
        offset: 65_536,
    };
    let effects = play(
        &mut engine,
        [Event::Announced(Ok(ticket)), Event::TransferSaved(Ok(()))],
    );
    assert!(
        matches!(effects[..], [Effect::SendChunk { offset: 65_536, .. }]),
        "{effects:?}"
    );
    let elsewhere = ChunkReply {
        offset: 32_768,
        complete: false,
    };
    let effects = play(
        &mut engine,
        [
            Event::ChunkSent(Ok(elsewhere)),
            Event::TransferSaved(Ok(())),
        ],
    );
    assert!(
        matches!(effects[..], [Effect::SendChunk { offset: 32_768, .. }]),
        "{effects:?}"
    );
}

#[test]
fn after_the_last_blob_the_server_is_asked_what_it_holds() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let have = BlobTicket {
        have: true,
        upload: None,
        offset: 0,
    };
    play(
        &mut engine,
        [
            Event::Transfers(Ok(vec![transfer(1, 10, true)])),
            Event::Announced(Ok(have)),
            Event::TransferSaved(Ok(())),
        ],
    );
    assert_eq!(
        play(&mut engine, [Event::Transfers(Ok(Vec::new()))]),
        [Effect::LoadCursors]
    );
}

#[test]
fn one_refused_blob_does_not_hold_up_the_others() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let transfers = vec![transfer(1, 10, false), transfer(2, 20, false)];
    let refused = RemoteError::Refused {
        code: "unknown_record".into(),
    };
    play(
        &mut engine,
        [
            Event::Transfers(Ok(transfers.clone())),
            Event::Announced(Err(refused)),
        ],
    );
    let effects = play(&mut engine, [Event::Transfers(Ok(transfers.clone()))]);
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == transfers[1].hash),
        "{effects:?}"
    );
}

#[test]
fn i_21_bytes_that_the_server_will_never_take_are_marked_and_kept() {
    let mut engine = engine();
    play(&mut engine, to_transfers());
    let refused = RemoteError::Refused {
        code: "not_an_image".into(),
    };
    let effects = play(
        &mut engine,
        [
            Event::Transfers(Ok(vec![transfer(1, 10, false)])),
            Event::Announced(Err(refused)),
        ],
    );
    assert!(
        matches!(&effects[..], [Effect::SaveTransfer(transfer)] if transfer.refused.is_some()),
        "{effects:?}"
    );
}

#[test]
fn photos_wait_for_leave_but_thumbnails_do_not() {
    let mut engine = engine();
    engine.allow_photos(false);
    play(&mut engine, to_transfers());
    let transfers = vec![transfer(1, 10, false), transfer(2, 20, true)];
    let effects = play(&mut engine, [Event::Transfers(Ok(transfers.clone()))]);
    assert!(
        matches!(&effects[..], [Effect::Announce(blob)] if blob.sha256 == transfers[1].hash),
        "{effects:?}"
    );
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
