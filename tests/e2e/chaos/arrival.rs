//! What the screen says of arrival: never more than is true, and in the end that all is there.

use anyhow::{Result, ensure};
use nhatky_tests::kept::Kept;
use nhatky_tests::story::Story;

use super::Readers;
use super::told::Told;
use crate::pages::{home, journal};

const ARRIVED: &str = "Máy chủ đã nhận lúc";

/// Whatever the journal says has arrived, the server has, with all its photos.
pub(super) async fn shown_is_true(story: &mut Story, told: &Told, readers: &Readers) -> Result<()> {
    home::open(&story.phone).await?;
    journal::open(&mut story.phone).await?;
    let script = "return [...document.querySelectorAll('main a')].map((row) => row.innerText);";
    let rows: Vec<String> = story.phone.run(script, vec![]).await?;
    readers.author.sync().await?;
    let records = readers.author.records().await?;
    for title in told.items.iter().filter_map(|item| item.title.as_deref()) {
        let is_its = |row: &&String| row.lines().any(|line| line.trim() == title);
        if rows.iter().filter(is_its).any(|row| row.contains(ARRIVED)) {
            let is_there = |record: &&nhatky_sync::store::Summary| {
                record.title == title && record.complete_at_ms.is_some()
            };
            ensure!(
                records.iter().any(|record| is_there(&record)),
                "«{title}» is shown as arrived and is not there"
            );
        }
    }
    Ok(())
}

/// Waits until nothing waits. Patience begins anew whenever something has gone through.
pub(super) async fn comes_to_rest(story: &mut Story) -> Result<()> {
    loop {
        let before = story.proxy.traffic();
        story.phone.open("/cho-gui").await?;
        let Err(error) = story.phone.see("Không có mục nào chờ gửi").await else {
            return Ok(());
        };
        let kept = Kept::on(&story.phone).await?;
        ensure!(
            story.proxy.traffic().since(before).up_bytes > 0,
            "{error:#}; outbox: {:?}",
            kept.outbox
        );
    }
}
