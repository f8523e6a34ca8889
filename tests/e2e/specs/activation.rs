//! Codes: who may use them, when, and what does not use them up.

use anyhow::{Result, ensure};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::proxy::Trap;
use nhatky_tests::server::Account;
use nhatky_tests::story::{Story, tell};

use crate::pages::{activation, home};
use crate::people::member;

const START: &str = "2020-07-24 15:00";

/// The member with a code that can be used once, as a secretary would hand it out.
fn with_single_use_code(story: &Story) -> Result<Account> {
    story.server.with_new_code(&member(story)?, story.now())
}

/// Whether somebody else could still use the code.
async fn is_unused(story: &Story, account: &Account) -> bool {
    let way = WayByHttp::new(story.proxy.origin());
    Peer::activate(way, &account.code).await.is_ok()
}

#[tokio::test]
async fn a_crawlers_visit_and_a_look_at_the_link_redeem_nothing() -> Result<()> {
    tell("activation-crawler", START, async |story| {
        let member = with_single_use_code(story)?;
        let crawler = reqwest::Client::new();
        let link = format!("{}{}", story.proxy.origin(), activation::path(&member));
        crawler.head(&link).send().await?;
        crawler.get(&link).send().await?.error_for_status()?;
        activation::open_link(&story.phone, &member).await?;
        ensure!(
            !story
                .proxy
                .requests()
                .iter()
                .any(|line| line.contains("POST /v1/installs")),
            "redeemed"
        );
        activation::activate(&mut story.phone, &member).await?;
        ensure!(
            !is_unused(story, &member).await,
            "the code can be used a second time"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_lost_answer_to_the_redeeming_is_made_good_by_itself() -> Result<()> {
    tell("activation-lost-answer", START, async |story| {
        let member = with_single_use_code(story)?;
        activation::open_link(&story.phone, &member).await?;
        story.proxy.open_with(Trap::BeforeAnswer {
            request: "POST /v1/installs",
        });
        story.phone.press("Đúng là tôi").await?;
        story.proxy.wait_for_standstill().await?;
        story.lose_network().await?;
        story.phone.see("Mã đã giữ trên máy").await?;
        story.regain_network().await?;
        // Nobody presses anything.
        story.phone.see("Đã kích hoạt cho đồng chí").await?;
        activation::begin(&mut story.phone).await
    })
    .await
}

#[tokio::test]
async fn the_wrong_person_leaves_the_code_unused() -> Result<()> {
    tell("activation-wrong-person", START, async |story| {
        let member = with_single_use_code(story)?;
        activation::open_link(&story.phone, &member).await?;
        story.phone.press("Không phải tôi").await?;
        story.phone.see("Mã này vẫn chưa dùng").await?;
        ensure!(is_unused(story, &member).await, "the code was used up");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_expired_code_says_so_and_who_gives_a_new_one() -> Result<()> {
    tell("activation-expired", START, async |story| {
        let long_ago = story.now().days_earlier(20);
        let member = story.server.with_new_code(&member(story)?, long_ago)?;
        story.phone.open(&activation::path(&member)).await?;
        story
            .phone
            .see("Mã này đã quá 14 ngày. Đồng chí xin bí thư cấp mã mới.")
            .await
    })
    .await
}

#[tokio::test]
async fn a_slip_in_a_typed_code_is_told_before_anything_is_sent() -> Result<()> {
    tell("activation-slip", START, async |story| {
        story.phone.open("/").await?;
        story
            .phone
            .fill("Mã kích hoạt", "1234 5678 1234 5670")
            .await?;
        story.phone.see("Có số gõ nhầm hoặc hai số đổi chỗ").await?;
        ensure!(
            !story
                .proxy
                .requests()
                .iter()
                .any(|line| line.contains("codes")),
            "sent"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_code_typed_without_a_signal_is_kept_and_redeemed_later() -> Result<()> {
    tell("activation-no-signal", START, async |story| {
        let member = with_single_use_code(story)?;
        story.phone.open("/").await?;
        story.phone.wait_for_worker().await?;
        story.lose_network().await?;
        story.phone.open("/").await?;
        activation::type_code(&mut story.phone, &member.code).await?;
        story.phone.see("Chưa có mạng").await?;
        story
            .phone
            .press("Giữ mã, tự kích hoạt khi có mạng")
            .await?;
        story.phone.see("Mã đã giữ trên máy").await?;
        story.phone.browser().reopen().await?;
        story.regain_network().await?;
        story.phone.open("/").await?;
        story.phone.see("Đã kích hoạt cho đồng chí").await?;
        activation::begin(&mut story.phone).await?;
        home::open(&story.phone).await
    })
    .await
}
