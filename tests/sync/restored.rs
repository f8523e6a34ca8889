//! The server's database is put back to an earlier state, with a new epoch or without a word.

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_server::app::App;
use nhatky_server::folder::DataFolder;
use nhatky_server::store::{Counters as _, EpochReason, EpochRow, Store as _, Transaction as _};
use nhatky_server::{epoch, web};
use nhatky_sync::merge;
use nhatky_sync::protocol::Op;
use nhatky_sync::store::{Base as _, Blobs as _, Outbox as _, Salvage as _, Shelf};
use nhatky_tests::log::{self, Photo};
use nhatky_tests::peer::Peer;
use nhatky_tests::photo;

use crate::database::{self, Database};
use crate::faulty_way::{Fault, FaultyWay};
use crate::stories::sync_until_quiet;
use crate::world::{World, assemble, author};

/// A server whose file can be put back.
struct Restorable {
    world: World,
    folder: DataFolder,
    app: App<Database>,
}

impl Restorable {
    async fn new(name: &str) -> Result<Self> {
        let (world, folder, app) = World::with_parts(name).await?;
        Ok(Self { world, folder, app })
    }

    async fn phone(&self, role: &str) -> Result<Peer<FaultyWay>> {
        self.world.phone(role).await
    }

    /// The server's database as it is now, to be put back later.
    async fn keep_copy(&mut self) -> Result<()> {
        self.app.store.close().await;
        database::keep_copy(&self.folder)?;
        self.restart().await
    }

    /// Yesterday's database, put in place of today's without a word to anybody.
    async fn put_copy_back(&mut self) -> Result<()> {
        self.app.store.close().await;
        database::put_copy_back(&self.folder)?;
        self.restart().await
    }

    /// The photos that had arrived are gone too.
    fn lose_photos(&self) -> Result<()> {
        Ok(std::fs::remove_dir_all(self.folder.blobs())?)
    }

    async fn restart(&mut self) -> Result<()> {
        let store = database::open(&self.folder).await?;
        self.app = assemble(&self.folder, store).await?;
        *self.world.router.borrow_mut() = web::site(&self.app);
        Ok(())
    }

    async fn epochs(&self) -> Result<Vec<EpochRow>> {
        Ok(self.app.store.read().await?.epochs().await?)
    }

    /// As `restore` does it.
    async fn begin_epoch(&self) -> Result<()> {
        let mut tx = self.app.store.write().await?;
        epoch::begin(&mut tx, EpochReason::Restored, None, self.app.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// A log with a photo that arrives, then an edit of it that arrives too.
async fn served(phone: &Peer<FaultyWay>, photos: &[Photo]) -> Result<RecordId> {
    let who = author(phone)?;
    let record = log::hand_in(&phone.store, who, "Ghi chú", photos).await?;
    sync_until_quiet(phone).await?;
    let before = phone.record(record).await?.fields;
    let mut after = before.clone();
    after.insert("luot".into(), serde_json::from_str(r#"{"doan_vien":11}"#)?);
    let patch = merge::difference(&before, &after).context("they differ")?;
    let edit = log::work(record, who, Op::Patch(patch), vec![]);
    phone.store.enqueue(&edit).await?;
    sync_until_quiet(phone).await?;
    Ok(record)
}

/// Everything is there again: on the server, for its reader, and nothing waits on the phone.
async fn is_whole(
    world: &Restorable,
    phone: &Peer<FaultyWay>,
    record: RecordId,
    photos: &[Photo],
) -> Result<()> {
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    let body = secretary.record(record).await?;
    ensure!(body.rev == 2, "changed {} times", body.rev);
    ensure!(body.complete_at.is_some(), "photos are missing");
    for photo in photos {
        ensure!(secretary.photo(photo.full.hash).await? == photo.full.bytes);
    }
    ensure!(
        phone.record(record).await? == body,
        "the author reads another body"
    );
    ensure!(phone.store.outbox().await?.is_empty(), "something waits");
    let retained = phone.store.retained().await?;
    ensure!(
        retained.iter().all(|row| row.state.is_applied()),
        "{retained:?}"
    );
    ensure!(phone.store.to_send().await?.is_empty());
    ensure!(phone.store.transfers().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn i_30_phones_give_a_restored_server_back_what_it_lost() -> Result<()> {
    let mut world = Restorable::new("restored").await?;
    let phone = world.phone("R1").await?;
    world.keep_copy().await?;
    let photos = [photo::stored(1)?];
    let record = served(&phone, &photos).await?;
    world.put_copy_back().await?;
    world.lose_photos()?;
    world.begin_epoch().await?;
    phone.remote.way().play([
        Fault::None,
        Fault::LoseAnswer,
        Fault::LoseRequest,
        Fault::Repeat,
        Fault::LoseAnswer,
    ]);
    sync_until_quiet(&phone).await?;
    is_whole(&world, &phone, record, &photos).await
}

#[tokio::test]
async fn i_30_a_file_put_back_without_a_word_is_noticed_by_who_has_read_further() -> Result<()> {
    let mut world = Restorable::new("put-back-cursor").await?;
    let phone = world.phone("R1").await?;
    world.keep_copy().await?;
    let photos = [photo::stored(2)?];
    let record = served(&phone, &photos).await?;
    world.put_copy_back().await?;
    sync_until_quiet(&phone).await?;
    is_whole(&world, &phone, record, &photos).await?;
    let epochs = world.epochs().await?;
    ensure!(epochs.len() == 2, "{epochs:?}");
    ensure!(epochs[1].install == Some(phone.install()));
    ensure!(epochs[1].parent == Some(epochs[0].epoch));
    Ok(())
}

/// Others have written so much since that no cursor is ahead any more.
#[tokio::test]
async fn i_30_a_file_put_back_is_noticed_by_who_was_told_of_more_than_is_known() -> Result<()> {
    let mut world = Restorable::new("put-back-receipts").await?;
    let phone = world.phone("R1").await?;
    world.keep_copy().await?;
    let record = served(&phone, &[]).await?;
    world.put_copy_back().await?;
    // A second phone of the same person, which knows nothing of what was lost, fills the scopes.
    let other = world.phone("R1").await?;
    for number in 0..4 {
        log::hand_in(
            &other.store,
            author(&other)?,
            &format!("Khác {number}"),
            &[],
        )
        .await?;
    }
    sync_until_quiet(&other).await?;
    ensure!(world.epochs().await?.len() == 1);
    log::hand_in(&phone.store, author(&phone)?, "Mới", &[]).await?;
    sync_until_quiet(&phone).await?;
    is_whole(&world, &phone, record, &[]).await?;
    let epochs = world.epochs().await?;
    ensure!(epochs.len() == 2, "{epochs:?}");
    ensure!(epochs[1].reason == EpochReason::ReceiptsAhead);
    ensure!(phone.records().await?.len() == 6);
    Ok(())
}

/// What the reader read last has left no mutation behind, so nothing that it knows is missing.
#[tokio::test]
async fn i_30_work_that_comes_after_a_file_was_put_back_is_told_to_who_had_read_further()
-> Result<()> {
    let mut world = Restorable::new("put-back-unseen").await?;
    let phone = world.phone("R1").await?;
    let secretary = world.phone("R2").await?;
    phone.remote.way().cut_next_chunk_above(0);
    log::hand_in(
        &phone.store,
        author(&phone)?,
        "Ghi chú",
        &[photo::stored(3)?],
    )
    .await?;
    ensure!(phone.sync().await.is_err(), "the photo went through");
    secretary.sync().await?;
    world.keep_copy().await?;
    sync_until_quiet(&phone).await?;
    secretary.sync().await?;
    world.put_copy_back().await?;

    let other = world.phone("R1").await?;
    let record = log::hand_in(&other.store, author(&other)?, "Khác", &[]).await?;
    sync_until_quiet(&other).await?;
    secretary.sync().await?;
    ensure!(secretary.store.base(record).await?.is_some(), "never told");
    ensure!(world.epochs().await?.len() == 1, "something was noticed");
    Ok(())
}

/// Every mutation that it heard of is there, and with its next log no number is ahead any more.
#[tokio::test]
async fn i_30_photos_that_a_file_put_back_does_not_know_come_again() -> Result<()> {
    let mut world = Restorable::new("put-back-photos").await?;
    let phone = world.phone("R1").await?;
    let photos = [photo::stored(4)?];
    phone.remote.way().cut_next_chunk_above(0);
    let record = log::hand_in(&phone.store, author(&phone)?, "Ghi chú", &photos).await?;
    ensure!(phone.sync().await.is_err(), "the photo went through");
    world.keep_copy().await?;
    sync_until_quiet(&phone).await?;
    world.put_copy_back().await?;
    world.lose_photos()?;

    log::hand_in(&phone.store, author(&phone)?, "Mới", &[]).await?;
    sync_until_quiet(&phone).await?;
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.record(record).await?.complete_at.is_some());
    ensure!(secretary.photo(photos[0].full.hash).await? == photos[0].full.bytes);
    ensure!(world.epochs().await?.len() == 1, "the server noticed");
    Ok(())
}

/// The phone is gone too: its backup was made while the server still had everything.
#[tokio::test]
async fn i_30_the_backup_of_a_lost_phone_gives_a_restored_server_back_what_it_lost() -> Result<()> {
    let mut world = Restorable::new("backup").await?;
    let lost = world.phone("R1").await?;
    world.keep_copy().await?;
    let record = served(&lost, &[]).await?;
    let mut backup = Vec::new();
    for name in lost.store.names(Shelf::Retained).await? {
        backup.extend(lost.store.piece(Shelf::Retained, &name).await?);
    }
    world.put_copy_back().await?;
    world.begin_epoch().await?;
    let phone = world.phone("R1").await?;
    // Its own first work has the number that the lost phone's had.
    log::hand_in(&phone.store, author(&phone)?, "Máy mới", &[]).await?;
    sync_until_quiet(&phone).await?;
    for piece in &backup {
        phone.store.put_back(piece).await?;
    }
    sync_until_quiet(&phone).await?;
    is_whole(&world, &phone, record, &[]).await?;
    ensure!(world.epochs().await?.len() == 2, "an epoch too many");
    ensure!(phone.records().await?.len() == 2);
    Ok(())
}

#[tokio::test]
async fn what_a_restored_server_lacks_is_not_taken_for_deleted() -> Result<()> {
    let mut world = Restorable::new("absence").await?;
    let phone = world.phone("R1").await?;
    let secretary = world.phone("R2").await?;
    world.keep_copy().await?;
    let record = served(&phone, &[]).await?;
    secretary.sync().await?;
    world.put_copy_back().await?;
    world.begin_epoch().await?;
    // The author's phone stays away: what the secretary has of it is all there is.
    secretary.sync().await?;
    secretary.sync().await?;
    ensure!(secretary.store.base(record).await?.is_some(), "deleted");
    sync_until_quiet(&phone).await?;
    secretary.sync().await?;
    ensure!(secretary.record(record).await?.rev == 2);
    Ok(())
}
