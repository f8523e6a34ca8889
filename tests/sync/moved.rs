//! The organisation moves to another server, while phones go to either.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use anyhow::{Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_server::app::App;
use nhatky_server::export::{self, Reader};
use nhatky_server::folder::DataFolder;
use nhatky_server::store::{Counters as _, EpochReason, EpochRow, Store as _, Transaction as _};
use nhatky_server::{epoch, web};
use nhatky_sync::store::{Blobs as _, Outbox as _};
use nhatky_tests::log;
use nhatky_tests::peer::Peer;
use nhatky_tests::photo;
use nhatky_tests::place;

use crate::database::{self, Database};
use crate::faulty_way::FaultyWay;
use crate::stories::sync_until_quiet;
use crate::world::{World, assemble, author};

/// The former server and its successor.
struct Moved {
    world: World,
    old: App<Database>,
    new: App<Database>,
}

impl Moved {
    /// As `move` and `import organisation` do it.
    async fn from(
        (world, folder, old): (World, DataFolder, App<Database>),
        name: &str,
    ) -> Result<Self> {
        let mut text = Vec::new();
        export::hand_over(&old.store, &mut text, old.now()).await?;
        let path = place::fresh(&format!("{}-{name}", database::NAME))?;
        let target = DataFolder::for_demo(&path)?;
        fs::copy(folder.path().join("server.key"), path.join("server.key"))?;
        copy_all(&folder.blobs(), &target.blobs())?;
        let store = database::open(&target).await?;
        let mut reader = Reader::begin(Cursor::new(text))?;
        export::take_over(&store, &mut reader, old.now()).await?;
        let new = assemble(&target, store).await?;
        Ok(Self { world, old, new })
    }

    /// Where the name leads from now on.
    fn lead_to(&self, app: &App<Database>) {
        *self.world.router.borrow_mut() = web::site(app);
    }

    /// As `unseal` does it.
    async fn unseal_old(&self) -> Result<()> {
        let mut tx = self.old.store.write().await?;
        tx.unseal().await?;
        epoch::begin(&mut tx, EpochReason::Unsealed, None, self.old.now()).await?;
        Ok(tx.commit().await?)
    }
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

async fn epochs(app: &App<Database>) -> Result<Vec<EpochRow>> {
    Ok(app.store.read().await?.epochs().await?)
}

/// Everything waits on the phone that the server did not take.
async fn waits(phone: &Peer<FaultyWay>, works: usize) -> Result<()> {
    ensure!(phone.sync().await.is_err(), "the former server took it");
    let outbox = phone.store.outbox().await?;
    ensure!(outbox.len() == works, "{outbox:?}");
    Ok(())
}

/// Each record there once, as it was handed in, and nothing waits.
async fn all_arrived(moved: &Moved, phone: &Peer<FaultyWay>, records: &[RecordId]) -> Result<()> {
    sync_until_quiet(phone).await?;
    let secretary = moved.world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.records().await?.len() == records.len());
    for record in records {
        let body = secretary.record(*record).await?;
        ensure!(body.rev == 1, "changed {} times", body.rev);
        ensure!(body.complete_at.is_some(), "photos are missing");
        ensure!(phone.record(*record).await? == body);
    }
    ensure!(phone.store.transfers().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_phone_that_meets_both_servers_in_turn_loses_and_doubles_nothing() -> Result<()> {
    let parts = World::with_parts("moving").await?;
    let phone = parts.0.phone("R1").await?;
    let who = author(&phone)?;
    let hand_in = async |note: &str| log::hand_in(&phone.store, who, note, &[]).await;
    let photos = [photo::stored(3)?];
    let mut records = vec![log::hand_in(&phone.store, who, "Trước", &photos).await?];
    sync_until_quiet(&phone).await?;

    let moved = Moved::from(parts, "moved").await?;
    records.push(hand_in("Khi đang dời").await?);
    waits(&phone, 1).await?;
    moved.lead_to(&moved.new);
    all_arrived(&moved, &phone, &records).await?;
    let secretary = moved.world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.photo(photos[0].full.hash).await? == photos[0].full.bytes);

    // The name leads back for a while, to a server that knows less than the phone.
    moved.lead_to(&moved.old);
    records.push(hand_in("Lạc về máy cũ").await?);
    waits(&phone, 1).await?;
    ensure!(epochs(&moved.old).await?.len() == 1);
    moved.lead_to(&moved.new);
    all_arrived(&moved, &phone, &records).await?;
    ensure!(
        epochs(&moved.new).await? == epochs(&moved.old).await?,
        "no epoch began"
    );
    Ok(())
}

#[tokio::test]
async fn two_servers_that_both_go_on_share_no_epoch_and_each_gets_everything() -> Result<()> {
    let parts = World::with_parts("unsealing").await?;
    let phone = parts.0.phone("R1").await?;
    let who = author(&phone)?;
    let hand_in = async |note: &str| log::hand_in(&phone.store, who, note, &[]).await;
    let mut records = vec![hand_in("Trước").await?];
    sync_until_quiet(&phone).await?;

    let moved = Moved::from(parts, "unsealed").await?;
    moved.lead_to(&moved.new);
    records.push(hand_in("Ở máy mới").await?);
    all_arrived(&moved, &phone, &records).await?;
    moved.unseal_old().await?;
    moved.lead_to(&moved.old);
    records.push(hand_in("Ở máy cũ").await?);
    all_arrived(&moved, &phone, &records).await?;
    let names = [&moved.old, &moved.new];
    let mut current = Vec::new();
    for app in names {
        current.extend(epochs(app).await?.last().map(|row| row.epoch));
    }
    ensure!(current[0] != current[1]);
    moved.lead_to(&moved.new);
    all_arrived(&moved, &phone, &records).await
}
