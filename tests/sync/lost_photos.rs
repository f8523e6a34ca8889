//! The server lost photos that it had confirmed: the phones that still have them are asked.

use anyhow::{Result, ensure};
use nhatky_domain::ids::BlobHash;
use nhatky_server::folder::DataFolder;
use nhatky_server::lost_photos::{self, Searched};
use nhatky_sync::store::{Blobs as _, Transfer};
use nhatky_tests::log;
use nhatky_tests::photo;

use crate::stories::sync_until_quiet;
use crate::world::{World, author};

fn lose(folder: &DataFolder, organisation: impl ToString, hash: BlobHash) -> Result<()> {
    let name = hash.to_string();
    let place = folder.blobs().join(organisation.to_string());
    let place = place.join(&name[..2]).join(&name[2..4]).join(&name);
    Ok(std::fs::remove_file(place)?)
}

#[tokio::test]
async fn photos_that_the_server_lost_come_again_from_the_phone() -> Result<()> {
    let (world, folder, app) = World::with_parts("lost-photos").await?;
    let phone = world.phone("R1").await?;
    let photos = [photo::stored(1)?, photo::stored(2)?];
    let record = log::hand_in(&phone.store, author(&phone)?, "Ghi chú", &photos).await?;
    sync_until_quiet(&phone).await?;
    let secretary = world.phone("R2").await?;
    secretary.sync().await?;
    ensure!(secretary.record(record).await?.complete_at.is_some());

    let lost = [photos[0].full.hash, photos[1].thumbnail.hash];
    for hash in lost {
        lose(&folder, app.organisation.id, hash)?;
    }
    let found = lost_photos::search(&app, i64::MAX).await;
    ensure!(matches!(found, Ok(Searched::Forgotten(2))), "{found:?}");
    secretary.sync().await?;
    let body = secretary.record(record).await?;
    ensure!((body.photos.have, body.complete_at) == (1, None));

    sync_until_quiet(&phone).await?;
    secretary.sync().await?;
    let body = secretary.record(record).await?;
    ensure!(body.photos.have == 2 && body.complete_at.is_some());
    for photo in &photos {
        for part in [&photo.full, &photo.thumbnail] {
            ensure!(secretary.photo(part.hash).await? == part.bytes);
        }
    }
    ensure!(phone.store.transfers().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_photo_that_was_freed_on_the_phone_too_is_said_to_be_gone() -> Result<()> {
    let (world, folder, app) = World::with_parts("lost-and-freed").await?;
    let phone = world.phone("R1").await?;
    let photos = [photo::stored(1)?];
    let record = log::hand_in(&phone.store, author(&phone)?, "Ghi chú", &photos).await?;
    sync_until_quiet(&phone).await?;
    ensure!(phone.store.free_confirmed().await? > 0);
    lose(&folder, app.organisation.id, photos[0].full.hash)?;
    let found = lost_photos::search(&app, i64::MAX).await;
    ensure!(matches!(found, Ok(Searched::Forgotten(1))), "{found:?}");

    phone.sync().await?;
    let transfers = phone.store.transfers_of(record).await?;
    let refused = |transfer: &&Transfer| transfer.refused.is_some();
    let gone: Vec<_> = transfers.iter().filter(refused).collect();
    ensure!(gone.len() == 1, "{transfers:?}");
    ensure!(
        gone[0].hash == photos[0].full.hash && gone[0].refused.as_deref() == Some("no_longer_here")
    );
    ensure!(phone.record(record).await?.complete_at.is_none());
    Ok(())
}
