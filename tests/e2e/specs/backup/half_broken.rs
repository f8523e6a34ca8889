//! I-17: a browser whose storage only half works. What it still gives is saved, and what it does
//! not give is named: when the file is made, in the file, and when it is restored.

use anyhow::{Result, ensure};
use nhatky_tests::kept::Kept;
use nhatky_tests::photo;
use nhatky_tests::story::tell;

use super::{another_install, member_begins};
use crate::pages::activity_form::ActivityForm;
use crate::pages::{backup, home};
use crate::people::{look_at, look_at_phone, member, writes, writes_with_photos};

/// The first mutation cannot be read, nor all of them at once; of drafts not even the names.
const BREAK: &str = "for (const [method, breaks] of [
        ['get', (store, key) => store === 'outbox' && key === 1],
        ['getAll', (store) => store === 'outbox'],
        ['getAllKeys', (store) => store === 'drafts'],
    ]) {
        const works = IDBObjectStore.prototype[method];
        IDBObjectStore.prototype[method] = function (...args) {
            if (breaks(this.name, args[0])) throw new DOMException('Internal error', 'UnknownError');
            return works.apply(this, args);
        };
    }";

const LOST: [&str; 2] = ["mục chờ gửi số 1", "danh sách bản nháp"];

#[tokio::test]
async fn what_a_broken_storage_still_gives_is_saved_and_the_rest_is_named() -> Result<()> {
    tell("backup-half-broken", "2020-07-24 15:00", async |story| {
        if !member_begins(story).await? {
            return Ok(());
        }
        home::open(&story.phone).await?;
        let photos = [photo::taken(1)?];
        writes_with_photos(&mut story.phone, "Ra quân dọn vệ sinh", &photos).await?;
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Thay bóng đèn").await?;
        home::open(&story.phone).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title("Hiến máu nhân đạo").await?;
        form.phone.see("Nháp, đã lưu trên máy").await?;

        story.phone.browser().before_every_page(BREAK).await?;
        backup::open(&mut story.phone).await?;
        let file = backup::make(&mut story.phone, "Trong tệp: 1 mục, 1 ảnh").await?;
        for words in LOST {
            story.phone.see(words).await?;
        }
        look_at(story, "backup-half-broken").await?;
        let text = std::fs::read_to_string(&file)?;
        let lost: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with("lost\t"))
            .collect();
        ensure!(lost.len() == 2, "{lost:?}");

        let owner = member(story)?.person;
        let mut new = another_install(story).await?;
        backup::open(&mut new).await?;
        backup::restore(&mut new, &[&file], &owner, backup::IN_PART).await?;
        new.see("Lúc tạo tệp, máy không đọc được").await?;
        for words in LOST {
            new.see(words).await?;
        }
        look_at_phone(&mut new, "restored-with-losses").await?;
        let kept = Kept::on(&new).await?;
        ensure!(
            kept.outbox.len() == 1 && kept.photos().len() == 1,
            "{kept:?}"
        );
        Ok(())
    })
    .await
}
