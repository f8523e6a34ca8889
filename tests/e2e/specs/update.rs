//! A new version of the app waits for consent and takes nothing away, whatever happens to it on its
//! way (I-15, I-31).

use anyhow::{Result, ensure};
use nhatky_tests::phone::Phone;
use nhatky_tests::proxy::{Parts, Trap};
use nhatky_tests::story::{Story, tell};

use crate::pages::activity_form::ActivityForm;
use crate::pages::home;
use crate::people::member_activates;

const TITLE: &str = "Tập huấn kỹ năng";

/// As the browser does by itself once a day. Whether it finds one is seen on the page.
const LOOK: &str = "const worker = await navigator.serviceWorker.getRegistration();
    worker.update().catch(() => {});
    return null;";

async fn looks_for_update(phone: &Phone) -> Result<()> {
    phone.run_async::<Option<()>>(LOOK, vec![]).await?;
    Ok(())
}

async fn types_a_title(story: &mut Story) -> Result<()> {
    let form = ActivityForm::start(&mut story.phone).await?;
    form.title(TITLE).await?;
    form.sees_draft_saved().await
}

async fn finds_and_takes_it(phone: &mut Phone) -> Result<()> {
    looks_for_update(phone).await?;
    phone.see("Có phiên bản mới").await?;
    updates(phone).await
}

/// Consents, on the page with what is typed, and finds it there afterwards.
async fn updates(phone: &mut Phone) -> Result<()> {
    phone.run::<()>("window.samePage = true;", vec![]).await?;
    phone.press("Cập nhật").await?;
    phone
        .wait_until("return !window.samePage && document.readyState === 'complete';")
        .await?;
    phone.see("Nháp, đã lưu trên máy").await?;
    ensure!(
        phone.value("Tên hoạt động").await? == TITLE,
        "the update took what was typed"
    );
    Ok(())
}

#[tokio::test]
async fn i_31_a_new_version_waits_for_consent_and_keeps_what_is_typed() -> Result<()> {
    tell("update", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let form = ActivityForm::start(&mut story.phone).await?;
        form.title(TITLE).await?;
        form.phone
            .run::<()>("window.samePage = true;", vec![])
            .await?;

        story.proxy.publish_release(Parts::Same).await?;
        looks_for_update(&story.phone).await?;
        story.phone.see("Có phiên bản mới").await?;
        let is_same_page: bool = story.phone.run("return !!window.samePage;", vec![]).await?;
        ensure!(is_same_page, "the page was loaded anew without consent");
        ensure!(
            story.phone.value("Tên hoạt động").await? == TITLE,
            "what was typed is gone"
        );
        updates(&mut story.phone).await
    })
    .await
}

#[tokio::test]
async fn without_a_network_the_version_that_is_there_works_on() -> Result<()> {
    tell("update-offline", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        types_a_title(story).await?;
        story.proxy.publish_release(Parts::NewStyle).await?;
        story.lose_network().await?;
        looks_for_update(&story.phone).await?;
        story.phone.reload().await?;
        story.phone.see("Nháp, đã lưu trên máy").await?;
        story.phone.see_gone("Có phiên bản mới").await?;

        story.regain_network().await?;
        finds_and_takes_it(&mut story.phone).await
    })
    .await
}

#[tokio::test]
async fn a_version_that_came_half_changes_nothing_and_comes_later() -> Result<()> {
    tell("update-half", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        types_a_title(story).await?;
        story.proxy.publish_release(Parts::NewStyle).await?;
        story.proxy.open_with(Trap::BeforeAnswer {
            request: "GET /app-",
        });
        looks_for_update(&story.phone).await?;
        story.proxy.wait_for_standstill().await?;
        story.lose_network().await?;
        story.phone.browser().reopen().await?;
        home::open(&story.phone).await?;
        story.phone.press(TITLE).await?;
        story.phone.see("Nháp, đã lưu trên máy").await?;
        story.phone.see_gone("Có phiên bản mới").await?;

        story.regain_network().await?;
        finds_and_takes_it(&mut story.phone).await
    })
    .await
}

#[tokio::test]
async fn when_the_server_goes_back_to_an_older_version_so_does_the_phone() -> Result<()> {
    tell("update-back", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        types_a_title(story).await?;
        story.proxy.publish_release(Parts::NewStyle).await?;
        finds_and_takes_it(&mut story.phone).await?;

        story.proxy.withdraw_release();
        finds_and_takes_it(&mut story.phone).await?;
        let style = "return document.styleSheets.length > 0
            && getComputedStyle(document.querySelector('.frame')).display !== 'inline';";
        story.phone.wait_until(style).await
    })
    .await
}
