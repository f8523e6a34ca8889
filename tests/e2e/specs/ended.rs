//! A post that ended, a phone that was revoked: writing goes on, and nothing is lost.

use anyhow::{Result, ensure};
use nhatky_tests::story::tell;

use crate::office;
use crate::pages::activity_form::ActivityForm;
use crate::pages::{attention, home, queue, record};
use crate::people::{look_at, member_activates, peer, writes};

#[tokio::test]
async fn what_was_queued_before_the_post_ended_arrives_and_later_work_says_why_not() -> Result<()> {
    tell("ended-post", "2020-07-24 15:00", async |story| {
        if !story.engine().sets_clock() {
            return Ok(());
        }
        member_activates(story).await?;
        story.lose_network().await?;
        writes(&mut story.phone, "Trồng cây đầu xuân").await?;
        office::ends_post(story, "2020-07-25").await?;
        story.time_passes("2020-07-26 09:00").await?;
        story.regain_network().await?;
        home::open(&story.phone).await?;
        home::sees_waiting(&story.phone, 0).await?;
        let secretary = peer(story, "R2").await?;
        secretary.sync().await?;
        ensure!(secretary.records().await?.len() == 1);

        let form = ActivityForm::start(&mut story.phone).await?;
        form.phone.see("Vai trò của đồng chí đã kết thúc").await?;
        look_at(story, "form-post-ended").await?;
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Dọn vệ sinh trụ sở").await?;
        home::open(&story.phone).await?;
        story.phone.see("Cần xử lý (1)").await?;
        record::open(&mut story.phone, "Dọn vệ sinh trụ sở").await?;
        story.phone.see("nay đã kết thúc").await?;
        let file = attention::exported(&mut story.phone).await?;
        ensure!(file.contains("Dọn vệ sinh trụ sở"), "{file}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn i_34_a_revoked_phone_keeps_a_half_filled_form_and_gives_unsent_work_out() -> Result<()> {
    tell("ended-revoked", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let install = office::install_of(&story.phone).await?;
        story.lose_network().await?;
        writes(&mut story.phone, "Trồng cây đầu xuân").await?;
        home::open(&story.phone).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title("Mới ghi một nửa").await?;
        form.sees_draft_saved().await?;
        office::revokes(story, install).await?;
        story.regain_network().await?;
        story.phone.see("Máy này đã bị thu hồi quyền").await?;
        let written = story.phone.value("Tên hoạt động").await?;
        ensure!(written == "Mới ghi một nửa", "{written}");
        story.phone.fill("Địa điểm", "Trụ sở ấp").await?;
        story.phone.see("Nháp, đã lưu trên máy").await?;

        queue::open(&mut story.phone).await?;
        story.phone.see("Máy này không còn được gửi").await?;
        look_at(story, "queue-revoked").await?;
        record::open(&mut story.phone, "Trồng cây đầu xuân").await?;
        let file = attention::exported(&mut story.phone).await?;
        ensure!(file.contains("\"record.create\""), "{file}");
        Ok(())
    })
    .await
}
