//! Work that does not simply arrive: it says why, and what can be done.

mod clash;

use anyhow::{Result, ensure};
use nhatky_tests::moment::Moment;
use nhatky_tests::phone::Phone;
use nhatky_tests::story::{Story, tell};
use thirtyfour::Key;

use crate::others::{confirms, only_record};
use crate::pages::{attention, home, queue, record};
use crate::people::{look_at, member_activates, peer_elsewhere, writes};

const TITLE: &str = "Tặng quà hộ nghèo";

/// On a phone that has sent a log and then lost the network.
async fn edits_offline(story: &mut Story) -> Result<()> {
    story.lose_network().await?;
    record::open(&mut story.phone, TITLE).await?;
    record::edit(&mut story.phone).await?;
    story.phone.fill("Đoàn viên", "11").await?;
    story.phone.fill("Địa điểm", "Nhà văn hóa ấp").await?;
    story.phone.press("Lưu và gửi").await?;
    story
        .phone
        .see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.")
        .await
}

async fn sends(story: &mut Story) -> Result<()> {
    member_activates(story).await?;
    writes(&mut story.phone, TITLE).await?;
    story.phone.see("Máy chủ đã nhận lúc").await
}

#[tokio::test]
async fn a_change_that_came_too_late_is_explained_exported_and_given_up() -> Result<()> {
    tell("attention-refused", "2020-07-24 15:00", async |story| {
        sends(story).await?;
        let secretary = peer_elsewhere(story, "R2").await?;
        let record = only_record(&secretary).await?;
        edits_offline(story).await?;
        confirms(&secretary, record).await?;
        story.regain_network().await?;
        home::open(&story.phone).await?;
        story.phone.see("Cần xử lý (1)").await?;
        home::sees_waiting(&story.phone, 0).await?;
        look_at(story, "home-refused").await?;

        queue::open(&mut story.phone).await?;
        story.phone.see("Bí thư đã xác nhận mục này").await?;
        look_at(story, "queue-refused").await?;
        record::open(&mut story.phone, TITLE).await?;
        for words in [
            "Phần sửa chưa có hiệu lực",
            "Nhà văn hóa ấp",
            "báo bí thư trả lại",
        ] {
            story.phone.see(words).await?;
        }
        look_at(story, "record-refused").await?;
        let file = attention::exported(&mut story.phone).await?;
        for words in ["Nhà văn hóa ấp", "Bí thư đã xác nhận", "\"record.patch\""] {
            ensure!(file.contains(words), "«{words}» is not in: {file}");
        }

        gives_up_by_keyboard(&story.phone).await?;
        story.phone.reload().await?;
        story.phone.see(TITLE).await?;
        story.phone.see_gone("Nhà văn hóa ấp").await?;
        home::open(&story.phone).await?;
        story.phone.see_gone("Cần xử lý").await
    })
    .await
}

/// Asked first, and told what goes; without a pointer.
async fn gives_up_by_keyboard(phone: &Phone) -> Result<()> {
    phone.tab_to("Bỏ phần chưa nhận").await?;
    phone.keys(Key::Enter + "").await?;
    phone.see("Những gì sửa sau đây sẽ bị bỏ").await?;
    phone.tab_to("Bỏ").await?;
    phone.keys(Key::Enter + "").await?;
    phone.see("Đã bỏ phần máy chủ chưa nhận.").await
}

#[tokio::test]
async fn a_refused_record_is_corrected_and_sent_again() -> Result<()> {
    tell("attention-corrected", "2020-07-24 15:00", async |story| {
        if !story.engine().sets_clock() {
            return Ok(());
        }
        member_activates(story).await?;
        // A clock two years ahead dates the form too.
        let ahead = Moment::at("2022-07-24 15:00")?;
        story.phone.browser().set_clock(ahead).await?;
        home::open(&story.phone).await?;
        writes(&mut story.phone, TITLE).await?;
        home::open(&story.phone).await?;
        story.phone.see("Cần xử lý (1)").await?;
        record::open(&mut story.phone, TITLE).await?;
        story.phone.see("Xem lại: Ngày").await?;
        look_at(story, "record-invalid").await?;

        story.lose_network().await?;
        attention::correct(&mut story.phone).await?;
        ensure!(
            story.phone.value("Đoàn viên").await? == "9",
            "not what was refused"
        );
        story.phone.fill("Ngày", "2020-07-24").await?;
        story.phone.press("Lưu và gửi").await?;
        story
            .phone
            .see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.")
            .await?;
        home::open(&story.phone).await?;
        story.phone.see_gone("Cần xử lý").await?;
        home::sees_waiting(&story.phone, 1).await?;
        story.regain_network().await?;
        home::sees_waiting(&story.phone, 0).await?;
        let secretary = peer_elsewhere(story, "R2").await?;
        only_record(&secretary).await.map(|_| ())
    })
    .await
}
