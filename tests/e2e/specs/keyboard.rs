//! A log written with the keyboard alone.

use anyhow::{Result, ensure};
use nhatky_tests::phone::Phone;
use nhatky_tests::story::tell;
use thirtyfour::Key;

use crate::pages::home;
use crate::people::member_activates;

#[tokio::test]
async fn a_log_is_written_and_handed_in_without_a_pointer() -> Result<()> {
    tell("keyboard", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        home::open(&story.phone).await?;
        let taps = story.phone.taps();
        let phone = &story.phone;
        phone.tab_to("Ghi hoạt động").await?;
        phone.keys(Key::Enter + "").await?;
        phone.tab_to("Tên hoạt động").await?;
        phone.keys("Vệ sinh trụ sở").await?;
        phone.tab_to("Lĩnh vực").await?;
        phone.keys("An sinh").await?;
        phone.tab_to("Thêm 1: Đoàn viên").await?;
        for _ in 0..3 {
            phone.keys(Key::Enter + "").await?;
        }
        hand_in(phone).await?;
        ensure!(story.phone.taps() == taps, "the pointer was used");
        story.phone.see("Vệ sinh trụ sở").await?;
        story.phone.see("Máy chủ đã nhận lúc").await
    })
    .await
}

async fn hand_in(phone: &Phone) -> Result<()> {
    phone.tab_to("Lưu và gửi").await?;
    phone.keys(Key::Enter + "").await?;
    phone.see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.").await
}
