//! Two persons share one browser; neither sees or sends what is the other's.

use anyhow::{Result, ensure};
use nhatky_tests::story::{Story, tell};

use crate::pages::{activation, home, journal, me};
use crate::people::{UNIT, member, peer, writes};

const TITLE: &str = "Thăm hỏi gia đình có công";

#[tokio::test]
async fn i_19_a_second_person_in_the_same_browser_has_a_journal_of_their_own() -> Result<()> {
    tell("two-persons", "2020-07-24 15:00", async |story| {
        let member = member(story)?;
        let secretary = story.server.account("R2", UNIT)?;
        activation::activate(&mut story.phone, &secretary).await?;
        activation::add_person(&mut story.phone, &member).await?;
        story.lose_network().await?;
        writes(&mut story.phone, TITLE).await?;

        me::become_other(&mut story.phone, &secretary.person).await?;
        home::sees_waiting(&story.phone, 0).await?;
        story.regain_network().await?;
        journal::open(&mut story.phone).await?;
        story.phone.see("Đồng chí chưa ghi hoạt động nào.").await?;
        ensure!(
            pushes(story) == 0,
            "the secretary sent what the member wrote"
        );

        me::become_other(&mut story.phone, &member.person).await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;
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

fn pushes(story: &Story) -> usize {
    let requests = story.proxy.requests();
    requests
        .iter()
        .filter(|line| line.contains("/v1/sync/push"))
        .count()
}
