//! The end of KB1: one record and three photos, on the phone, as the secretary reads them over
//! HTTP, and on the server's disk.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::ids::BlobHash;
use nhatky_domain::value::Value;
use nhatky_tests::kept::Kept;
use nhatky_tests::peer::{Peer, WayByHttp, hash_of};
use nhatky_tests::photo;
use nhatky_tests::story::Story;

use super::UNIT;
use crate::pages::journal;

type Hashes = BTreeSet<String>;

pub(super) async fn is_complete(story: &mut Story, title: &str) -> Result<()> {
    is_told_on_the_screen(story, title).await?;
    let on_phone = on_the_phone(story).await?;
    let for_secretary = for_the_secretary(story, title).await?;
    ensure!(
        on_phone == for_secretary,
        "phone {on_phone:?}, secretary {for_secretary:?}"
    );
    let on_disk = story.server.photos_on_disk()?;
    ensure!(
        on_phone.is_subset(&on_disk),
        "phone {on_phone:?}, disk {on_disk:?}"
    );
    // Three photos with three thumbnails and nothing else.
    ensure!(on_disk.len() == 6, "{} blobs on the disk", on_disk.len());
    Ok(())
}

async fn is_told_on_the_screen(story: &mut Story, title: &str) -> Result<()> {
    let hour = story.now().hour();
    // The clock goes on during the cuts: the hour is right, the last minutes may differ.
    let received = format!("Máy chủ đã nhận lúc {}", &hour[..3]);
    crate::pages::home::open(&story.phone).await?;
    journal::open(&mut story.phone).await?;
    journal::row_says(&story.phone, title, &received).await?;
    journal::row_says(&story.phone, title, "Chờ xác nhận").await
}

/// Nothing waits, two records were handed in, three photos are kept under their right names.
async fn on_the_phone(story: &Story) -> Result<Hashes> {
    let kept = Kept::on(&story.phone).await?;
    ensure!(
        kept.outbox.is_empty() && kept.drafts == 0,
        "something still waits: {kept:?}"
    );
    let records: BTreeSet<_> = kept.retained.iter().map(|work| &work.record).collect();
    ensure!(records.len() == 2, "{} records on the phone", records.len());
    for blob in &kept.blobs {
        ensure!(
            blob.name == blob.sha256,
            "{} is not what its name says",
            blob.name
        );
        ensure!(
            blob.size_bytes <= 300_000,
            "{} has {} bytes",
            blob.name,
            blob.size_bytes
        );
    }
    let photos: Hashes = kept
        .photos()
        .iter()
        .map(|photo| photo.sha256.clone())
        .collect();
    ensure!(photos.len() == 3, "{} photos on the phone", photos.len());
    Ok(photos)
}

/// What the secretary of the unit reads with a phone of their own.
async fn for_the_secretary(story: &Story, title: &str) -> Result<Hashes> {
    let secretary = story.server.account("R2", UNIT)?;
    let peer = Peer::activate(WayByHttp::new(story.proxy.origin()), &secretary.code).await?;
    peer.sync().await?;
    let records = peer.records().await?;
    let of_that_title: Vec<_> = records
        .iter()
        .filter(|record| record.title == title)
        .collect();
    ensure!(
        of_that_title.len() == 1,
        "{} records of that title",
        of_that_title.len()
    );
    let record = peer.record(of_that_title[0].id).await?;
    ensure!(
        record.complete_at.is_some() && record.photos.have == 3,
        "{record:?}"
    );
    let photos = record
        .fields
        .get(&"anh".into())
        .context("the record has no photos")?;
    let mut hashes = Hashes::new();
    for photo in photos.items() {
        let name = photo.get("sha").and_then(Value::as_text);
        let hash: BlobHash = name.context("a photo has no name")?.parse()?;
        let bytes = peer.photo(hash).await?;
        ensure!(
            hash_of(&bytes)? == hash,
            "photo {hash} is not what its name says"
        );
        let look = photo::look(&bytes)?;
        ensure!(
            look.is_upright && look.height == 1600 && !look.has_notes,
            "photo {hash}: {look:?}"
        );
        hashes.insert(hash.to_string());
    }
    Ok(hashes)
}
