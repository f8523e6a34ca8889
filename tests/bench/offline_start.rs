//! From the icon on the home screen to a page that can be used, without a network.

use anyhow::{Result, ensure};
use nhatky_tests::story::tell;

use crate::figures::{RUNS, median, report};
use crate::stopwatch::{self, SLOW_PHONE};
use crate::ten_thousand::activate;

#[tokio::test]
async fn a_start_without_a_network() -> Result<()> {
    tell("bench-offline-start", "2020-07-24 15:00", async |story| {
        let member = story.server.account("R1", "Đội quản lý điện khu vực")?;
        activate(&mut story.phone, &member).await?;
        story.lose_network().await?;
        stopwatch::install(&mut story.phone, &[("home", "a", "Ghi hoạt động")]).await?;
        story.phone.browser().slow_down(SLOW_PHONE).await?;
        let before = story.proxy.traffic();
        let mut starts = Vec::new();
        for _ in 0..RUNS {
            story.phone.browser().reopen().await?;
            story.phone.open("/").await?;
            starts.push(stopwatch::seen_ms(&story.phone, "home").await?);
        }
        ensure!(story.proxy.traffic() == before, "something went through");
        report("offline_start_ms", median(&starts)?)
    })
    .await
}
