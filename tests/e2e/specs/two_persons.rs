//! Two persons share one browser; neither sees or sends what is the other's.

use anyhow::{Result, ensure};
use nhatky_tests::story::tell;

use crate::pages::{activation, home, journal};
use crate::people::{UNIT, member_activates, peer, writes};

const TITLE: &str = "Thăm hỏi gia đình có công";

#[tokio::test]
async fn a_second_person_in_the_same_browser_has_a_journal_of_their_own() -> Result<()> {
    tell("two-persons", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        story.lose_network().await?;
        writes(&mut story.phone, TITLE).await?;
        story.regain_network_behind_the_phones_back();

        let secretary = story.server.account("R2", UNIT)?;
        activation::activate(&mut story.phone, &secretary).await?;
        journal::open(&mut story.phone).await?;
        let text = story.phone.text().await?;
        ensure!(
            !text.contains(TITLE),
            "the member's own work is shown: {text}"
        );
        let sent = story
            .proxy
            .requests()
            .iter()
            .filter(|line| line.contains("push"))
            .count();
        ensure!(sent == 0, "the second person sent what the first wrote");

        story.phone.open("/ca-nhan").await?;
        let member = crate::people::member(story)?;
        story.phone.press(&member.person).await?;
        home::open(&story.phone).await?;
        journal::open(&mut story.phone).await?;
        story.regain_network().await?;
        journal::row_says(&story.phone, TITLE, "Máy chủ đã nhận lúc").await?;

        let reader = peer(story, "R2").await?;
        reader.sync().await?;
        let records = reader.records().await?;
        ensure!(
            records.len() == 1 && records[0].author_name == member.person,
            "{records:?}"
        );
        Ok(())
    })
    .await
}
