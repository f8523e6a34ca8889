//! What is told of logs on their way.

use anyhow::{Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_domain::value::Value;
use nhatky_sync::merge;
use nhatky_sync::protocol::Op;
use nhatky_sync::store::{Base as _, Blobs as _, Outbox as _};
use nhatky_tests::log::{self, Photo};
use nhatky_tests::peer::Peer;
use nhatky_tests::photo;

use crate::faulty_way::{Fault, FaultyWay};
use crate::world::{World, author};

/// More rounds than any script of faults here needs.
const MOST_ROUNDS: usize = 60;

/// Rounds until nothing waits. Each begins as after a start of the app.
pub(crate) async fn sync_until_quiet(phone: &Peer<FaultyWay>) -> Result<()> {
    for _ in 0..MOST_ROUNDS {
        let went_well = phone.sync().await.is_ok();
        let waits = !phone.store.outbox().await?.is_empty()
            || phone
                .store
                .transfers()
                .await?
                .iter()
                .any(|transfer| transfer.confirmed_at_ms.is_none());
        if went_well && !waits && phone.remote.way().faults_left() == 0 {
            return Ok(());
        }
    }
    anyhow::bail!("something still waits: {:?}", phone.store.outbox().await?)
}

/// As the secretary reads it: there once, whole, changed as often as the member changed it.
async fn arrived_once(
    world: &World,
    phone: &Peer<FaultyWay>,
    record: RecordId,
    photos: &[Photo],
    rev: u32,
) -> Result<()> {
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    let records = secretary.records().await?;
    ensure!(records.len() == 1, "{} records", records.len());
    let body = secretary.record(record).await?;
    ensure!(body.rev == rev, "changed {} times, not {rev}", body.rev);
    let wanted = u32::try_from(photos.len())?;
    ensure!(
        (body.photos.have, body.photos.total) == (wanted, wanted),
        "{:?}",
        body.photos
    );
    ensure!(body.complete_at.is_some(), "not complete");
    for photo in photos {
        for blob in [&photo.full, &photo.thumbnail] {
            ensure!(
                secretary.photo(blob.hash).await? == blob.bytes,
                "{} differs",
                blob.hash
            );
        }
    }
    let own = phone.store.base(record).await?;
    ensure!(
        own.is_some_and(|row| row.body == body),
        "the author reads another body"
    );
    Ok(())
}

async fn story(name: &str, faults: &[Fault]) -> Result<()> {
    let world = World::new(name).await?;
    let phone = world.phone("R1").await?;
    let photos = [photo::stored(1)?, photo::stored(2)?];
    let record = log::hand_in(&phone.store, author(&phone)?, "Ghi chú", &photos).await?;
    phone.remote.way().play(faults.iter().copied());
    sync_until_quiet(&phone).await?;
    arrived_once(&world, &phone, record, &photos, 1).await
}

#[tokio::test]
async fn i_05_a_log_with_two_photos_arrives_with_both() -> Result<()> {
    story("plain", &[]).await
}

#[tokio::test]
async fn every_request_lost_once_changes_nothing() -> Result<()> {
    story(
        "lost-requests",
        &[Fault::LoseRequest, Fault::None].repeat(30),
    )
    .await
}

#[tokio::test]
async fn every_answer_lost_once_doubles_nothing() -> Result<()> {
    story(
        "lost-answers",
        &[Fault::LoseAnswer, Fault::None, Fault::None].repeat(20),
    )
    .await
}

#[tokio::test]
async fn every_request_arriving_twice_doubles_nothing() -> Result<()> {
    story("repeats", &[Fault::Repeat; 60]).await
}

#[tokio::test]
async fn bodies_cut_in_half_leave_nothing_half_done() -> Result<()> {
    story(
        "cut-bodies",
        &[Fault::CutBody, Fault::None, Fault::None].repeat(20),
    )
    .await
}

#[tokio::test]
async fn any_mixture_of_faults_loses_and_doubles_nothing() -> Result<()> {
    let world = World::new("mixtures").await?;
    for seed in 0..40 {
        let phone = world.phone("R1").await?;
        let photos = [photo::stored(seed)?];
        let note = format!("Lần {seed}");
        let record = log::hand_in(&phone.store, author(&phone)?, &note, &photos).await?;
        phone.remote.way().play(mixture(seed, 25));
        sync_until_quiet(&phone).await?;
        let body = phone.record(record).await?;
        ensure!(
            body.rev == 1 && body.complete_at.is_some(),
            "schedule {seed}: {body:?}"
        );
    }
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.records().await?.len() == 40, "lost or doubled");
    Ok(())
}

/// Faults by chance, the same for the same seed. Half of the requests meet none.
fn mixture(seed: u32, count: usize) -> Vec<Fault> {
    let faults = [
        Fault::LoseRequest,
        Fault::LoseAnswer,
        Fault::Repeat,
        Fault::CutBody,
    ];
    let mut random = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        random as usize
    };
    let mut draw = || {
        if next() % 2 == 0 {
            Fault::None
        } else {
            faults[next() % 4]
        }
    };
    (0..count).map(|_| draw()).collect()
}

#[tokio::test]
async fn i_10_an_edit_queued_behind_its_log_arrives_after_it() -> Result<()> {
    let world = World::new("edit").await?;
    let phone = world.phone("R1").await?;
    let who = author(&phone)?;
    // Signed in, so that it is the push that meets the faults.
    sync_until_quiet(&phone).await?;
    let record = log::hand_in(&phone.store, who, "Ghi chú", &[]).await?;
    let before = log::fields("2020-07-24", "Ghi chú", &[]);
    let mut after = before.clone();
    after.insert("luot".into(), serde_json::from_str(r#"{"doan_vien":11}"#)?);
    let patch = merge::difference(&before, &after).expect("they differ");
    phone
        .store
        .enqueue(&log::work(record, who, Op::Patch(patch), vec![]))
        .await?;
    phone
        .remote
        .way()
        .play([Fault::LoseAnswer, Fault::Repeat, Fault::LoseRequest]);
    sync_until_quiet(&phone).await?;
    arrived_once(&world, &phone, record, &[], 2).await?;
    let body = phone.record(record).await?;
    let people = body
        .fields
        .get(&"luot".into())
        .and_then(|counts| counts.get("doan_vien"));
    ensure!(people == Some(&Value::Int(11)), "{people:?}");
    let retained = phone.store.retained().await?;
    ensure!(
        retained.len() == 2 && retained.iter().all(|row| row.state.is_applied()),
        "it clashes with itself: {retained:?}"
    );
    Ok(())
}

#[tokio::test]
async fn i_20_a_cut_costs_at_most_one_chunk() -> Result<()> {
    let world = World::new("cut-cost").await?;
    let phone = world.phone("R1").await?;
    let photos = [photo::stored(1)?];
    log::hand_in(&phone.store, author(&phone)?, "Ghi chú", &photos).await?;
    // Everything up to the photo's first chunk passes; the second, which is larger, is cut.
    phone.remote.way().cut_next_chunk_above(64 * 1024);
    sync_until_quiet(&phone).await?;
    let sizes = photos
        .iter()
        .map(|photo| photo.full.bytes.len() + photo.thumbnail.bytes.len());
    let again = phone.remote.way().chunk_bytes() - sizes.sum::<usize>();
    ensure!(
        again > 0 && again <= 64 * 1024,
        "{again} bytes were sent again"
    );
    Ok(())
}
