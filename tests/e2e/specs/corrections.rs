//! A record that was handed in can be changed and taken back.

use anyhow::{Result, ensure};
use nhatky_domain::value::Value;
use nhatky_tests::story::tell;

use crate::pages::{home, journal, record};
use crate::people::{member_activates, peer, writes};

const TITLE: &str = "Tặng quà hộ nghèo";

#[tokio::test]
async fn an_edit_reaches_the_server_as_a_change_of_the_same_record() -> Result<()> {
    tell("corrections-edit", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        writes(&mut story.phone, TITLE).await?;
        journal::open(&mut story.phone).await?;
        journal::row_says(&story.phone, TITLE, "Máy chủ đã nhận lúc").await?;

        record::open(&mut story.phone, TITLE).await?;
        record::edit(&mut story.phone).await?;
        story.phone.fill("Đoàn viên", "11").await?;
        story.phone.press("Lưu và gửi").await?;
        story
            .phone
            .see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.")
            .await?;
        story.phone.see("11").await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;

        let secretary = peer(story, "R2").await?;
        secretary.sync().await?;
        let records = secretary.records().await?;
        ensure!(records.len() == 1 && records[0].rev == 2, "{records:?}");
        let body = secretary.record(records[0].id).await?;
        let people = body
            .fields
            .get(&"luot".into())
            .and_then(|counts| counts.get("doan_vien"));
        ensure!(people == Some(&Value::Int(11)), "{people:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_record_is_taken_back_with_a_reason_even_without_a_network() -> Result<()> {
    tell("corrections-cancel", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.lose_network().await?;
        writes(&mut story.phone, TITLE).await?;
        record::open(&mut story.phone, TITLE).await?;
        record::cancel(&mut story.phone, "Ghi trùng với đồng chí khác").await?;
        story.phone.see("Đã hủy").await?;

        story.regain_network().await?;
        home::open(&story.phone).await?;
        home::sees_waiting(&story.phone, 0).await?;
        let secretary = peer(story, "R2").await?;
        secretary.sync().await?;
        let records = secretary.records().await?;
        ensure!(
            records.len() == 1 && records[0].state.as_str() == "da_huy",
            "{records:?}"
        );
        let body = secretary.record(records[0].id).await?;
        ensure!(
            body.note.as_deref() == Some("Ghi trùng với đồng chí khác"),
            "{:?}",
            body.note
        );
        Ok(())
    })
    .await
}
