//! I-29: a phone without room gives up its copies of photos that the server has, before it asks
//! anything of a person.

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::kept::Kept;
use nhatky_tests::photo;
use nhatky_tests::story::tell;

use crate::pages::{home, queue};
use crate::people::{member_activates, writes_with_photos};

/// No room for another photo until one has been deleted.
const FULL: &str = "const { put, delete: remove } = IDBObjectStore.prototype;
    let isFull = true;
    IDBObjectStore.prototype.put = function (...args) {
        if (isFull && this.name === 'blobs') throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, args);
    };
    IDBObjectStore.prototype.delete = function (...args) {
        if (this.name === 'blobs') isFull = false;
        return remove.apply(this, args);
    };";

#[tokio::test]
async fn a_full_phone_makes_room_by_itself() -> Result<()> {
    tell("storage-full", "2020-07-24 15:00", async |story| {
        if story.engine() != Engine::Chromium {
            return Ok(());
        }
        member_activates(story).await?;
        let photos = [photo::taken(1)?];
        writes_with_photos(&mut story.phone, "Ra quân dọn vệ sinh", &photos).await?;
        queue::open(&mut story.phone).await?;
        story.phone.see("Không có mục nào chờ gửi").await?;
        let had = photos_on(&story.phone).await?;
        ensure!(had.len() == 1, "{had:?}");

        story.lose_network().await?;
        home::open(&story.phone).await?;
        story.phone.run::<()>(FULL, vec![]).await?;
        let photos = [photo::taken(2)?];
        writes_with_photos(&mut story.phone, "Thay bóng đèn", &photos).await?;
        let has = photos_on(&story.phone).await?;
        ensure!(has.len() == 1 && has != had, "{has:?}");
        Ok(())
    })
    .await
}

async fn photos_on(phone: &nhatky_tests::phone::Phone) -> Result<Vec<String>> {
    let kept = Kept::on(phone).await?;
    Ok(kept.photos().iter().map(|blob| blob.name.clone()).collect())
}
