//! A phone whose clock is wrong.

use anyhow::{Result, ensure};
use nhatky_tests::moment::Moment;
use nhatky_tests::story::tell;

use crate::pages::{home, journal, record};
use crate::people::{member_activates, peer, writes};

#[tokio::test]
async fn seven_hours_too_many_are_said_and_the_servers_time_counts() -> Result<()> {
    tell("wrong-clock", "2020-07-24 15:00", async |story| {
        if !story.engine().sets_clock() {
            return Ok(());
        }
        member_activates(story).await?;
        story
            .phone
            .browser()
            .set_clock(Moment::at("2020-07-24 22:00")?)
            .await?;
        home::open(&story.phone).await?;
        story.phone.see("lệch 7 giờ").await?;
        writes(&mut story.phone, "Ra quân Ngày thứ Bảy tình nguyện").await?;
        journal::open(&mut story.phone).await?;
        journal::row_says(
            &story.phone,
            "Ra quân Ngày thứ Bảy",
            "Máy chủ đã nhận lúc 15:",
        )
        .await?;
        record::open(&mut story.phone, "Ra quân Ngày thứ Bảy tình nguyện").await?;
        story
            .phone
            .see("Giờ trên máy lệch 7 giờ so với máy chủ")
            .await?;

        let secretary = peer(story, "R2").await?;
        secretary.sync().await?;
        let record = secretary.record(secretary.records().await?[0].id).await?;
        let off_minutes = record.device_off.unwrap_or(0) / 60_000;
        ensure!(
            (415..=425).contains(&off_minutes),
            "the server knows of {off_minutes} minutes"
        );
        Ok(())
    })
    .await
}
