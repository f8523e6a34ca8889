//! What is being typed is never lost.

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::kept::Kept;
use nhatky_tests::phone::Role;
use nhatky_tests::story::tell;

use crate::pages::activity_form::ActivityForm;
use crate::pages::home;
use crate::people::member_activates;

#[tokio::test]
async fn several_drafts_survive_the_death_of_the_browser() -> Result<()> {
    tell("drafts-survive", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.lose_network().await?;
        for title in ["Trồng 40 cây xanh", "Hiến máu nhân đạo"] {
            let form = ActivityForm::start(&mut story.phone).await?;
            form.title(title).await?;
            form.sees_draft_saved().await?;
            form.phone.press("Quay lại").await?;
            story.phone.see(title).await?;
        }
        story.phone.browser().reopen().await?;

        home::open(&story.phone).await?;
        story.phone.see("Bản nháp (2)").await?;
        story.phone.press("Xem thêm").await?;
        let form = ActivityForm::resume(&mut story.phone, "Trồng 40 cây xanh").await?;
        let title = form.phone.value("Tên hoạt động").await?;
        ensure!(title == "Trồng 40 cây xanh", "the draft holds «{title}»");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_typed_is_there_after_leaving_the_page_in_the_middle_of_it() -> Result<()> {
    tell("drafts-leave", "2020-07-24 15:00", async |story| {
        if story.engine() == Engine::Webkit {
            // It ends what a page is storing together with the page: the last half second goes.
            return Ok(());
        }
        member_activates(story).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title("Dọn vệ sinh trạm y tế").await?;
        // At once, without waiting for «đã lưu».
        home::open(&story.phone).await?;
        story.phone.see("Dọn vệ sinh trạm y tế").await
    })
    .await
}

#[tokio::test]
async fn a_draft_is_thrown_away_only_after_a_question() -> Result<()> {
    tell("drafts-discard", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title("Ghi nhầm").await?;
        form.sees_draft_saved().await?;
        form.phone.press("Xóa bản nháp").await?;
        form.phone.find(Role::Heading, "Xóa bản nháp này?").await?;
        form.phone.press("Giữ lại").await?;
        ensure!(
            Kept::on(form.phone).await?.drafts == 1,
            "gone without consent"
        );
        form.phone.press("Xóa bản nháp").await?;
        form.phone.find(Role::Heading, "Xóa bản nháp này?").await?;
        form.phone.press("Xóa bản nháp").await?;
        story.phone.see("Chào đồng chí").await?;
        ensure!(Kept::on(&story.phone).await?.drafts == 0, "still there");
        Ok(())
    })
    .await
}
