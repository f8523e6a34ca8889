//! A server that takes a request and never answers.

use anyhow::Result;
use nhatky_tests::proxy::Trap;
use nhatky_tests::story::tell;

use crate::pages::{home, queue};
use crate::people::{arrived_once, look_at, member_activates, peer, writes};

#[tokio::test]
async fn a_round_without_an_answer_says_so_and_begins_anew_when_asked() -> Result<()> {
    tell("slow-server", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.proxy.open_with(Trap::BeforeAnswer {
            request: "POST /v1/sync/push",
        });
        writes(&mut story.phone, "Vệ sinh trụ sở").await?;
        story.proxy.wait_for_standstill().await?;
        queue::open_from_home(&mut story.phone).await?;
        story.phone.see("Máy chủ chưa trả lời.").await?;
        look_at(story, "queue-slow").await?;
        story.phone.press("Thử lại từ đầu").await?;
        story.phone.see("Không có mục nào chờ gửi").await?;
        home::open(&story.phone).await?;
        home::sees_waiting(&story.phone, 0).await?;
        arrived_once(&peer(story, "R2").await?).await
    })
    .await
}
