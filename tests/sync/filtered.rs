//! A filter between phone and server that lets one log through nowhere.

use anyhow::{Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_sync::engine::{Engine, INTERCEPTED};
use nhatky_sync::store::{Base as _, Blobs as _, Outbox as _};
use nhatky_tests::log;
use nhatky_tests::peer::Peer;
use nhatky_tests::photo;

use crate::faulty_way::FaultyWay;
use crate::stories::sync_until_quiet;
use crate::world::{World, author};

const DISLIKED: &str = "union select";

/// Rounds of one start of the app. That they are broken off is to be expected.
async fn sync(phone: &Peer<FaultyWay>, engine: &mut Engine, rounds: u32) {
    for _ in 0..rounds {
        phone.sync_with(engine).await.ok();
    }
}

async fn arrived(phone: &Peer<FaultyWay>, record: RecordId) -> Result<bool> {
    Ok(phone.store.base(record).await?.is_some())
}

#[tokio::test]
async fn a_log_that_a_filter_dislikes_waits_alone_and_arrives_by_another_network() -> Result<()> {
    let world = World::new("filtered").await?;
    let phone = world.phone("R1").await?;
    let who = author(&phone)?;
    let mut logs = Vec::new();
    for number in 0..6 {
        let note = if number == 2 { DISLIKED } else { "Ghi chú" };
        let photos = [photo::stored(number)?];
        logs.push(log::hand_in(&phone.store, who, note, &photos).await?);
    }
    phone.remote.way().dislike(Some(DISLIKED));
    sync(&phone, &mut phone.engine().await?, 2).await;
    let waiting = phone.store.outbox().await?;
    ensure!(
        waiting.len() == 1 && waiting[0].mutation.record == logs[2],
        "{waiting:?}"
    );
    ensure!(
        waiting[0].state.code.as_deref() == Some(INTERCEPTED),
        "{waiting:?}"
    );
    for (nth, record) in logs.iter().enumerate() {
        ensure!(arrived(&phone, *record).await? == (nth != 2), "log {nth}");
    }
    let photos = phone.store.transfers().await?;
    ensure!(
        photos.iter().all(|photo| photo.record == Some(logs[2])),
        "{photos:?}"
    );
    phone.remote.way().dislike(None);
    sync_until_quiet(&phone).await?;
    let body = phone.record(logs[2]).await?;
    ensure!(
        (body.rev, body.complete_at.is_some()) == (1, true),
        "{body:?}"
    );
    Ok(())
}
