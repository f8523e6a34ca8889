//! I-16, I-17, I-19: what was written on a phone outlives its browser, in a file.

mod damage;
mod half_broken;
mod memory;
mod small_heap;
mod ways_out;

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::kept::Kept;
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::phone::Phone;
use nhatky_tests::photo;
use nhatky_tests::story::{Story, tell};

use crate::pages::{activation, backup, home, queue};
use crate::people::{look_at, member, member_activates, peer, writes, writes_with_photos};

/// A phone without a network whose saved files can be found. False where the engine has no such.
async fn member_begins(story: &mut Story) -> Result<bool> {
    if story.engine() != Engine::Chromium {
        return Ok(false);
    }
    let scripts = [backup::NO_PICKER, backup::SHARE].concat();
    story.phone.browser().before_every_page(&scripts).await?;
    member_activates(story).await?;
    story.lose_network().await?;
    Ok(true)
}

/// Another phone of the same member, which does not reach the server any more.
async fn another_install(story: &mut Story) -> Result<Phone> {
    story.proxy.open();
    let account = member(story)?;
    let mut new = story.another_phone("new").await?;
    let again = story.server.with_new_code(&account, story.now())?;
    activation::activate(&mut new, &again).await?;
    story.proxy.refuse();
    Ok(new)
}

#[tokio::test]
async fn work_on_a_wiped_phone_comes_back_from_its_file_once() -> Result<()> {
    tell("backup", "2020-07-24 15:00", async |story| {
        if !member_begins(story).await? {
            return Ok(());
        }
        for (title, number) in [("Ra quân dọn vệ sinh", 1), ("Thay bóng đèn", 2)] {
            home::open(&story.phone).await?;
            let photos = [photo::taken(number)?];
            writes_with_photos(&mut story.phone, title, &photos).await?;
        }
        backup::open(&mut story.phone).await?;
        look_at(story, "backup").await?;
        let file = backup::make(&mut story.phone, "Trong tệp: 2 mục, 2 ảnh").await?;
        look_at(story, "backup-made").await?;
        story.phone.browser().kill()?;

        let owner = member(story)?.person;
        let mut new = another_install(story).await?;
        let secretary = peer_after_the_wipe(story).await?;
        backup::open(&mut new).await?;
        backup::restore(&mut new, &[&file], &owner, backup::WHOLE).await?;
        new.see("Đã đưa vào máy: 2 mục, 2 ảnh.").await?;
        new.press("Xem mục chờ gửi").await?;
        new.see("Không có mục nào chờ gửi").await?;
        has_both_once(&secretary).await?;

        // The old phone turns up again: what it has and what its file has is one and the same.
        let old = &mut story.phone;
        old.browser().reopen().await?;
        old.browser().set_offline(false).await?;
        queue::open(old).await?;
        old.see("Không có mục nào chờ gửi").await?;
        backup::open(old).await?;
        backup::restore(old, &[&file], &owner, backup::WHOLE).await?;
        old.see("Mọi nội dung trong tệp đã có sẵn trên máy này.")
            .await?;
        queue::open(old).await?;
        old.see("Không có mục nào chờ gửi").await?;
        has_both_once(&secretary).await
    })
    .await
}

async fn peer_after_the_wipe(story: &mut Story) -> Result<Peer<WayByHttp>> {
    story.proxy.open();
    peer(story, "R2").await
}

async fn has_both_once(secretary: &Peer<WayByHttp>) -> Result<()> {
    secretary.sync().await?;
    let records = secretary.records().await?;
    let whole = records
        .iter()
        .filter(|record| (record.photos_have, record.photos_total) == (1, 1));
    ensure!(records.len() == 2 && whole.count() == 2, "{records:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_of_somebody_else_or_of_no_use_is_refused_with_a_reason() -> Result<()> {
    tell("backup-refused", "2020-07-24 15:00", async |story| {
        if !member_begins(story).await? {
            return Ok(());
        }
        let owner = member(story)?.person;
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Ra quân dọn vệ sinh").await?;
        backup::open(&mut story.phone).await?;
        let file = backup::make(&mut story.phone, "Trong tệp: 1 mục").await?;
        let foreign = story.folder().join("danh-sach.txt");
        std::fs::write(&foreign, "Danh sách đoàn viên")?;
        backup::choose(&mut story.phone, &[&foreign]).await?;
        for words in [
            "Chưa khôi phục được",
            "danh-sach.txt: Đây không phải tệp sao lưu của Nhật ký Đoàn.",
        ] {
            story.phone.see(words).await?;
        }

        story.regain_network().await?;
        let other = story.server.account("R2", crate::people::UNIT)?;
        let mut phone = story.another_phone("other").await?;
        activation::activate(&mut phone, &other).await?;
        backup::open(&mut phone).await?;
        backup::choose(&mut phone, &[&file]).await?;
        phone
            .see(&format!("Tệp này của đồng chí {owner}, máy không ghi gì"))
            .await?;
        let kept = Kept::on(&phone).await?;
        ensure!(kept.outbox.is_empty() && kept.retained.is_empty());
        Ok(())
    })
    .await
}
