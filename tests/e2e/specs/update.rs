//! A new version of the app waits for consent and takes nothing away.

use anyhow::{Result, ensure};
use nhatky_tests::story::tell;

use crate::pages::activity_form::ActivityForm;
use crate::people::member_activates;

const TITLE: &str = "Tập huấn kỹ năng";

#[tokio::test]
async fn a_new_version_waits_for_consent_and_keeps_what_is_typed() -> Result<()> {
    tell("update", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title(TITLE).await?;
        form.phone
            .run::<()>("window.samePage = true;", vec![])
            .await?;

        story.proxy.publish_release().await?;
        let look = "await (await navigator.serviceWorker.getRegistration()).update(); return null;";
        story.phone.run_async::<()>(look, vec![]).await?;
        story.phone.see("Có phiên bản mới").await?;
        let is_same_page: bool = story.phone.run("return !!window.samePage;", vec![]).await?;
        ensure!(is_same_page, "the page was loaded anew without consent");
        ensure!(
            story.phone.value("Tên hoạt động").await? == TITLE,
            "what was typed is gone"
        );

        story.phone.press("Cập nhật").await?;
        story
            .phone
            .wait_until("return !window.samePage && document.readyState === 'complete';")
            .await?;
        story.phone.see("Nháp, đã lưu trên máy").await?;
        ensure!(
            story.phone.value("Tên hoạt động").await? == TITLE,
            "the update took what was typed"
        );
        Ok(())
    })
    .await
}
