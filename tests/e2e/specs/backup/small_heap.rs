//! I-16: a rescue that fails exactly when there are many photos is none.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use nhatky_tests::browser::{Engine, Setup};
use nhatky_tests::kept::Kept;
use nhatky_tests::phone::Phone;
use nhatky_tests::story::tell_with;
use serde_json::json;

use super::memory::{FIND_MEMORY, Memory};
use super::{another_install, member_begins};
use crate::pages::backup;
use crate::people::member;

const PHOTOS: usize = 200;
const PHOTOS_EACH: usize = 10;
const LOGS: usize = PHOTOS / PHOTOS_EACH;
#[tokio::test]
async fn two_hundred_photos_go_through_a_small_heap() -> Result<()> {
    let setup = Setup {
        heap_mb: Some(32),
        ..Setup::default()
    };
    let name = "backup-200-photos";
    tell_with(name, "2020-07-24 15:00", setup, async |story| {
        if story.engine() != Engine::Chromium {
            return Ok(());
        }
        story.phone.browser().before_every_page(FIND_MEMORY).await?;
        member_begins(story).await?;
        fill(&story.phone).await?;
        backup::open(&mut story.phone).await?;
        let watch = Memory::begin(&mut story.phone).await?;
        let content = format!("Trong tệp: {LOGS} mục, {PHOTOS} ảnh");
        let file = backup::make(&mut story.phone, &content).await?;
        let parts = backup::share(&mut story.phone).await?;
        watch.stays_small(&story.phone, "making").await?;
        sizes_are_right(&file, &parts)?;

        let owner = member(story)?.person;
        let mut new = another_install(story).await?;
        new.browser().before_every_page(FIND_MEMORY).await?;
        backup::open(&mut new).await?;
        let watch = Memory::begin(&mut new).await?;
        says_what_is_not_chosen(&mut new, &parts).await?;
        for part in parts.iter().rev() {
            backup::restore(&mut new, &[part], &owner, backup::WHOLE).await?;
        }
        backup::restore(&mut new, &[&file], &owner, backup::WHOLE).await?;
        let all_here = "Mọi nội dung trong tệp đã có sẵn trên máy này.";
        new.see(all_here).await?;
        watch.stays_small(&new, "restoring").await?;
        sees_a_file_that_is_held(&watch, &new, &file).await?;
        all_photos_are_whole(&new).await
    })
    .await
}

/// A few logs at a time, so that no script takes long.
async fn fill(phone: &Phone) -> Result<()> {
    for first in (1..=LOGS).step_by(4) {
        let args = vec![json!(first), json!(first + 3), json!(PHOTOS_EACH)];
        phone
            .run_async::<Option<()>>(include_str!("fill.js"), args)
            .await?;
    }
    Ok(())
}

fn sizes_are_right(file: &Path, parts: &[PathBuf]) -> Result<()> {
    let size_mb = std::fs::metadata(file)?.len() / 1_000_000;
    ensure!((80..84).contains(&size_mb), "{size_mb} MB");
    ensure!(parts.len() == 5, "{parts:?}");
    for part in parts {
        let bytes = std::fs::metadata(part)?.len();
        ensure!(bytes <= 20_000_000, "{bytes} bytes in one part");
    }
    Ok(())
}

/// Parts can be chosen singly, and the person hears that there are others.
async fn says_what_is_not_chosen(phone: &mut Phone, parts: &[PathBuf]) -> Result<()> {
    backup::choose(phone, &[&parts[3], &parts[1]]).await?;
    phone.see("Chưa chọn phần 1, 3.").await?;
    phone.see("Sau phần 4 còn phần nữa.").await?;
    phone.press("Không khôi phục").await?;
    phone.see_gone("Chưa chọn phần").await
}

async fn all_photos_are_whole(phone: &Phone) -> Result<()> {
    let kept = Kept::on(phone).await?;
    ensure!(
        (kept.blobs.len(), kept.outbox.len()) == (PHOTOS, LOGS),
        "{} photos, {} logs",
        kept.blobs.len(),
        kept.outbox.len()
    );
    let is_whole = kept.blobs.iter().all(|blob| blob.name == blob.sha256);
    ensure!(is_whole, "a photo is not what its name says");
    Ok(())
}

/// So that staying small means something.
async fn sees_a_file_that_is_held(watch: &Memory, phone: &Phone, file: &Path) -> Result<()> {
    let hold = "window.held = new Uint8Array(arguments[0]).fill(7);";
    let bytes = std::fs::metadata(file)?.len();
    phone.run::<()>(hold, vec![json!(bytes)]).await?;
    let seen = watch.stays_small(phone, "holding a file").await;
    ensure!(
        seen.is_err(),
        "a file of {bytes} bytes in memory is not noticed"
    );
    Ok(())
}
