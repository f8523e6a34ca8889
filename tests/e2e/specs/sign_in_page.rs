//! The network of a café or a hotel, whose box answers everything with its own page until somebody
//! signs in there (I-12, I-28): nothing of it is taken for the server's word.

use anyhow::{Result, ensure};
use nhatky_tests::proxy::Faults;
use nhatky_tests::story::{Story, tell};

use crate::pages::{home, queue};
use crate::people::{arrived_once, member_activates, peer_elsewhere, writes};

/// A page of its own, a redirect to one, and the status that was made for it.
const STATUSES: [u16; 3] = [200, 302, 511];

#[tokio::test]
async fn a_sign_in_page_is_no_answer_of_the_server() -> Result<()> {
    tell("sign-in-page", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.proxy.strike(Faults::sign_in_page(200));
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Vệ sinh trụ sở").await?;
        for status in STATUSES {
            is_said_to_be_no_server(story, status).await?;
        }
        story.proxy.calm();
        story.phone.press("Đồng bộ ngay").await?;
        story.phone.see("Không có mục nào chờ gửi").await?;
        arrived_once(&peer_elsewhere(story, "R2").await?).await
    })
    .await
}

async fn is_said_to_be_no_server(story: &mut Story, status: u16) -> Result<()> {
    story.proxy.strike(Faults::sign_in_page(status));
    // The app itself comes from the phone.
    queue::open(&mut story.phone).await?;
    story.phone.press("Đồng bộ ngay").await?;
    for words in [
        "Chưa kết nối được máy chủ – đồng chí vẫn ghi được",
        "Chờ gửi (1)",
        "Máy chủ chưa trả lời.",
    ] {
        story.phone.see(words).await?;
    }
    let page = story.phone.text().await?;
    ensure!(!page.contains("đã nhận"), "{status}: {page}");
    Ok(())
}
