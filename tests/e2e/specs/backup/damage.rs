//! Files that were cut, changed or taken away on their way: what could be read comes back, and
//! nobody is told that this was all.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use nhatky_tests::kept::Kept;
use nhatky_tests::phone::Phone;
use nhatky_tests::story::{Story, tell};

use super::{another_install, member_begins};
use crate::pages::{backup, home};
use crate::people::{look_at_phone, member, writes};

const LAST: &str = "Hiến máu nhân đạo";

#[tokio::test]
async fn a_damaged_and_a_cut_file_say_so_and_give_what_could_be_read() -> Result<()> {
    tell("backup-damaged", "2020-07-24 15:00", async |story| {
        if !member_begins(story).await? {
            return Ok(());
        }
        for title in ["Ra quân dọn vệ sinh", "Thay bóng đèn", LAST] {
            home::open(&story.phone).await?;
            writes(&mut story.phone, title).await?;
        }
        backup::open(&mut story.phone).await?;
        let file = backup::make(&mut story.phone, "Trong tệp: 3 mục").await?;
        let text = std::fs::read_to_string(&file)?;
        let (before, _) = text.split_once(LAST).context("no such log in the file")?;
        let cut = written(story, "cut.txt", before)?;
        let altered = written(story, "sua.txt", &text.replace(LAST, "Hiến máu nhân đẹp"))?;

        let owner = member(story)?.person;
        let mut new = another_install(story).await?;
        backup::open(&mut new).await?;
        gives_two_of_three(&mut new, &altered, &owner).await?;
        look_at_phone(&mut new, "restored-in-part").await?;
        has(&new, 2).await?;
        backup::restore(&mut new, &[&cut], &owner, backup::IN_PART).await?;
        new.see("cut.txt: Tệp bị thiếu phần cuối.").await?;
        new.see("Phần đọc được đã có sẵn trên máy này.").await?;
        goes_away_before_it_is_restored(&mut new, story, &text, &owner).await?;
        has(&new, 2).await?;
        backup::restore(&mut new, &[&file], &owner, backup::WHOLE).await?;
        new.see("Đã đưa vào máy: 1 mục.").await?;
        has(&new, 3).await
    })
    .await
}

fn written(story: &Story, name: &str, text: &str) -> Result<PathBuf> {
    let file = story.folder().join(name);
    std::fs::write(&file, text)?;
    Ok(file.canonicalize()?)
}

async fn gives_two_of_three(phone: &mut Phone, altered: &Path, owner: &str) -> Result<()> {
    backup::choose(phone, &[altered]).await?;
    phone.see("Phần đọc được: 2 mục.").await?;
    let words = "sua.txt: Tệp bị hỏng hoặc đã bị sửa từ dòng 4.";
    phone.see(words).await?;
    look_at_phone(phone, "restore-offered").await?;
    backup::restore(phone, &[altered], owner, backup::IN_PART).await?;
    phone.see("Đã đưa vào máy: 2 mục.").await?;
    phone.see(words).await
}

/// Between the look at it and the press.
async fn goes_away_before_it_is_restored(
    phone: &mut Phone,
    story: &Story,
    text: &str,
    owner: &str,
) -> Result<()> {
    let fleeting = written(story, "thoang-qua.txt", text)?;
    backup::choose(phone, &[&fleeting]).await?;
    phone.see(&format!("Tệp của đồng chí {owner}")).await?;
    phone.see("Trong tệp: 3 mục.").await?;
    std::fs::remove_file(&fleeting)?;
    phone.press("Khôi phục").await?;
    phone.see("Chưa khôi phục được").await?;
    phone
        .see("thoang-qua.txt: Máy không đọc được tệp này.")
        .await
}

/// So many logs, none twice.
async fn has(phone: &Phone, logs: usize) -> Result<()> {
    let kept = Kept::on(phone).await?;
    let mut records: Vec<_> = kept.outbox.iter().map(|work| &work.record).collect();
    records.sort();
    records.dedup();
    ensure!(
        (records.len(), kept.outbox.len()) == (logs, logs),
        "{kept:?}"
    );
    Ok(())
}
