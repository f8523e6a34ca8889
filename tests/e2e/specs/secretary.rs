//! What the secretaries read of what their unit logged.

use anyhow::{Result, ensure};
use nhatky_tests::story::{Story, tell};

use crate::pages::{activation, journal, record};
use crate::people::{UNIT, peer, peer_logs};

const TITLE: &str = "Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo";

async fn reads(story: &mut Story, role: &str, unit: &str) -> Result<()> {
    let member = peer(story, "R1").await?;
    peer_logs(&member, "Có mặt đại diện ấp").await?;
    let secretary = story.server.account(role, unit)?;
    activation::activate(&mut story.phone, &secretary).await?;
    journal::open(&mut story.phone).await?;
    story.phone.press("Đơn vị").await?;
    record::open(&mut story.phone, TITLE).await?;
    for words in [
        member.account.name.as_str(),
        "3.750.000",
        "12 hộ",
        "Có mặt đại diện ấp",
    ] {
        story.phone.see(words).await?;
    }
    let text = story.phone.text().await?;
    ensure!(
        !text.contains("Hủy mục này"),
        "somebody else's record can be taken back: {text}"
    );
    Ok(())
}

#[tokio::test]
async fn the_secretary_of_the_unit_reads_a_members_log() -> Result<()> {
    tell("secretary-unit", "2020-07-26 19:00", async |story| {
        reads(story, "R2", UNIT).await
    })
    .await
}

#[tokio::test]
async fn the_secretary_above_reads_it_too() -> Result<()> {
    tell("secretary-above", "2020-07-26 19:00", async |story| {
        reads(story, "R3", "Công ty Điện lực tỉnh").await
    })
    .await
}

#[tokio::test]
async fn a_secretary_of_another_unit_does_not() -> Result<()> {
    tell("secretary-other", "2020-07-26 19:00", async |story| {
        let member = peer(story, "R1").await?;
        peer_logs(&member, "Có mặt đại diện ấp").await?;
        let other = story.server.account("R3", "Sở Công Thương")?;
        activation::activate(&mut story.phone, &other).await?;
        journal::open(&mut story.phone).await?;
        story.phone.see("Đồng chí chưa ghi hoạt động nào.").await?;
        let text = story.phone.text().await?;
        ensure!(!text.contains(TITLE), "another unit's log is shown: {text}");
        Ok(())
    })
    .await
}
