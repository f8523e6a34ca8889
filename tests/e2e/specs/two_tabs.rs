//! The app open in two tabs at once.

use anyhow::Result;
use nhatky_tests::story::tell;

use crate::pages::activity_form::ActivityForm;
use crate::pages::home;
use crate::people::{arrived_once, member_activates, peer, writes};

#[tokio::test]
async fn i_09_one_draft_is_written_in_one_tab_only() -> Result<()> {
    tell("tabs-draft", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title("Sửa cầu nông thôn").await?;
        form.sees_draft_saved().await?;
        story.phone.browser().open_tab().await?;
        home::open(&story.phone).await?;
        story.phone.press("Sửa cầu nông thôn").await?;
        story
            .phone
            .see("Bản nháp này đang được ghi ở một cửa sổ khác")
            .await
    })
    .await
}

#[tokio::test]
async fn what_one_tab_hands_in_the_other_shows_and_the_server_has_once() -> Result<()> {
    tell("tabs-sync", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.phone.browser().open_tab().await?;
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Phát quang tuyến đường ấp").await?;
        story.phone.browser().turn_to(0).await?;
        story.phone.see("Phát quang tuyến đường ấp").await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;
        arrived_once(&peer(story, "R2").await?).await
    })
    .await
}
