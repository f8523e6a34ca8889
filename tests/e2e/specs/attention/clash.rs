//! Two phones of one person changed the same answers.

use anyhow::{Result, ensure};
use nhatky_domain::value::Value;
use nhatky_tests::phone::Role;
use nhatky_tests::story::tell;

use super::{TITLE, edits_offline, sends};
use crate::others::{edits, only_record};
use crate::pages::{home, record};
use crate::people::{look_at, peer_elsewhere};

#[tokio::test]
async fn of_two_texts_the_person_chooses_one_for_each_field() -> Result<()> {
    tell("attention-clash", "2020-07-24 15:00", async |story| {
        sends(story).await?;
        let other = peer_elsewhere(story, "R1").await?;
        let id = only_record(&other).await?;
        edits_offline(story).await?;
        edits(&other, id, "Trụ sở ấp").await?;
        story.regain_network().await?;
        home::open(&story.phone).await?;
        story.phone.see("Hai bản khác nhau").await?;
        record::open(&mut story.phone, TITLE).await?;
        for words in [
            "Bản của tôi",
            "Bản trên máy chủ",
            "Trụ sở ấp",
            "Nhà văn hóa ấp",
        ] {
            story.phone.see(words).await?;
        }
        look_at(story, "record-clash").await?;
        story.lose_network().await?;
        story.phone.press("Lưu lựa chọn và gửi").await?;
        story.phone.see("Còn phần chưa chọn").await?;
        story
            .phone
            .answer("Số lượt tham gia", "Bản của tôi")
            .await?;
        story.phone.answer("Địa điểm", "Ghép cả hai").await?;
        look_at(story, "record-clash-chosen").await?;
        story.phone.press("Lưu lựa chọn và gửi").await?;
        story.phone.see("Đã lưu lựa chọn trên máy.").await?;
        story.phone.see("Chờ gửi").await?;
        story.regain_network().await?;
        story.phone.find(Role::Heading, TITLE).await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;

        other.sync().await?;
        let fields = other.record(id).await?.fields;
        let people = fields
            .get(&"luot".into())
            .and_then(|counts| counts.get("doan_vien"));
        let place = fields.get(&"dia_ban".into()).and_then(Value::as_text);
        ensure!(people == Some(&Value::Int(11)), "{people:?}");
        ensure!(place == Some("Trụ sở ấp; Nhà văn hóa ấp"), "{place:?}");
        Ok(())
    })
    .await
}
