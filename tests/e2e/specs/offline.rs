//! After the first visit every address of the app opens without a network.

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::phone::Role;
use nhatky_tests::story::{Story, tell};

use crate::pages::home;
use crate::people::{member_activates, writes};

#[tokio::test]
async fn i_38_every_address_opens_without_a_network_after_the_first_visit() -> Result<()> {
    tell("offline-addresses", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.lose_network().await?;
        let before = story.proxy.traffic();
        for (address, heading) in [
            ("/", "Nhật ký Đoàn"),
            ("/nhat-ky", "Nhật ký"),
            ("/cho-gui", "Chờ gửi"),
            ("/ca-nhan", "Cá nhân"),
            ("/chan-doan", "Chẩn đoán"),
            ("/sao-luu", "Sao lưu và khôi phục"),
            ("/cuu-du-lieu", "Sao lưu và khôi phục"),
        ] {
            story.phone.open(address).await?;
            story.phone.find(Role::Heading, heading).await?;
            story.phone.reload().await?;
            story.phone.find(Role::Heading, heading).await?;
        }
        for (address, heading) in [("/ghi", "Ghi hoạt động"), ("/30-phut", "30 phút hành động")]
        {
            story.phone.open(address).await?;
            story.phone.find(Role::Heading, heading).await?;
        }
        ensure!(
            story.proxy.traffic() == before,
            "something went through without a network"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn i_13_what_was_logged_without_a_network_is_sent_as_soon_as_it_is_back() -> Result<()> {
    tell("offline-reconnect", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.lose_network().await?;
        writes(&mut story.phone, "Thăm gia đình chính sách").await?;
        // A page opened anew: no timer of the save is left that might send it.
        story.phone.reload().await?;
        story.phone.see("Chờ gửi (1)").await?;
        // Nobody presses anything.
        story.regain_network().await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;
        story.phone.see("Chờ gửi (0)").await
    })
    .await
}

#[tokio::test]
async fn the_bar_that_comes_and_goes_with_the_network_moves_no_button() -> Result<()> {
    tell("offline-bar", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        home::open(&story.phone).await?;
        // The first rounds say that they run; then there is nothing to say.
        story.phone.see("Lần đồng bộ gần nhất: 24").await?;
        story
            .phone
            .wait_until("return !document.querySelector('.bar');")
            .await?;
        let quiet = heights_of_buttons(story).await?;
        ensure!(quiet.len() >= 2, "the home page has no buttons: {quiet:?}");
        story.lose_network().await?;
        story.phone.reload().await?;
        home::sees_no_network(&mut story.phone).await?;
        let cut_off = heights_of_buttons(story).await?;
        ensure!(quiet == cut_off, "{quiet:?} became {cut_off:?}");
        Ok(())
    })
    .await
}

/// Of all that can be pressed on the screen, without the bars around it: distance from the top of
/// the page in CSS pixels.
async fn heights_of_buttons(story: &Story) -> Result<Vec<f64>> {
    let script = "return [...document.querySelectorAll('main a, main button')]
        .map((button) => button.getBoundingClientRect().top + scrollY);";
    story.phone.run(script, vec![]).await
}

#[tokio::test]
async fn what_waits_is_never_called_sent_while_it_is_being_read() -> Result<()> {
    tell("offline-unread", "2020-07-24 15:00", async |story| {
        if story.engine() != Engine::Chromium {
            // Only DevTools' scripts see a page from its first moment.
            return Ok(());
        }
        member_activates(story).await?;
        story.lose_network().await?;
        writes(&mut story.phone, "Thăm gia đình chính sách").await?;
        let watch = "window.said = '';
            new MutationObserver(() => { window.said += ' ' + (document.body?.textContent ?? ''); })
                .observe(document, { childList: true, subtree: true, characterData: true });";
        story.phone.browser().before_every_page(watch).await?;
        for address in ["/cho-gui", "/"] {
            story.phone.open(address).await?;
            story.phone.see("Chờ gửi (1)").await?;
            let said: String = story.phone.run("return window.said;", vec![]).await?;
            ensure!(
                said.contains("Chờ gửi (1)"),
                "the watch saw nothing: {said}"
            );
            for lie in ["Chờ gửi (0)", "Không có mục nào chờ gửi"] {
                ensure!(!said.contains(lie), "{address} said «{lie}» at first");
            }
        }
        Ok(())
    })
    .await
}
