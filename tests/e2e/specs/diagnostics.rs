//! The page for whoever helps.

use anyhow::{Result, ensure};
use nhatky_tests::phone::Role;
use nhatky_tests::story::tell;

use crate::pages::home;
use crate::people::{look_at, member, member_activates, writes};

const TITLE: &str = "Thăm gia đình chính sách";

#[tokio::test]
async fn i_03_events_survive_a_restart_and_hold_nothing_of_the_person() -> Result<()> {
    tell("diagnostics", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        writes(&mut story.phone, TITLE).await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;
        home::open(&story.phone).await?;
        story.phone.press("Cá nhân").await?;
        story.phone.press("Chẩn đoán").await?;
        story.phone.find(Role::Heading, "Chẩn đoán").await?;
        story.phone.see("Đồng bộ xong").await?;
        look_at(story, "diagnostics").await?;

        story.lose_network().await?;
        story.phone.reload().await?;
        story.phone.see("Đồng bộ xong").await?;
        // One start before the page was opened from the home screen, one after, and this one.
        story.phone.see("Mở ứng dụng").await?;
        let text = story.phone.text().await?;
        let starts = text.matches("Mở ứng dụng").count();
        ensure!(starts >= 2, "{starts} starts in: {text}");
        let person = member(story)?.person;
        ensure!(!text.contains(TITLE) && !text.contains(&person), "{text}");
        Ok(())
    })
    .await
}
