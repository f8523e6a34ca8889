//! What goes over the wire: bytes of a log, a thousand logs at once, and what a cut costs.

use anyhow::{Context as _, Result};
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::photo;
use nhatky_tests::proxy::Trap;
use nhatky_tests::story::{Story, tell};
use serde_json::json;

use crate::figures::{RUNS, amount, median, report};
use crate::notes::note;
use crate::stopwatch;
use crate::ten_thousand::activate;

const UNIT: &str = "Đội quản lý điện khu vực";
const START: &str = "2020-07-24 15:00";

#[tokio::test]
async fn bytes_of_fifty_logs() -> Result<()> {
    tell("bench-wire", START, async |story| {
        prepare(story).await?;
        queue(story, 50, 0).await?;
        story.phone.open("/").await?;
        story.phone.see("Chờ gửi (51)").await?;
        story.regain_network().await?;
        story.phone.see("Chờ gửi (0)").await?;
        let bytes: u64 = story.proxy.bytes_of("POST /v1/sync/push").iter().sum();
        report("up_bytes_per_log", amount(bytes) / 51.0)
    })
    .await
}

#[tokio::test]
async fn a_thousand_logs_at_once() -> Result<()> {
    tell("bench-thousand", START, async |story| {
        prepare(story).await?;
        stopwatch::install(&mut story.phone, &[]).await?;
        let mut times = Vec::new();
        for run in 0..RUNS {
            queue(story, 1_000, run * 1_000).await?;
            story.phone.open("/").await?;
            let waiting = if run == 0 { 1_001 } else { 1_000 };
            story.phone.see(&format!("Chờ gửi ({waiting})")).await?;
            stopwatch::watch(&story.phone, "sent", "a", "Chờ gửi (0)").await?;
            story.regain_network().await?;
            let sent = stopwatch::seen_ms(&story.phone, "sent").await?;
            times.push(sent - stopwatch::acted_ms(&story.phone).await?);
            story.lose_network().await?;
        }
        report("thousand_logs_ms", median(&times)?)
    })
    .await
}

/// The member, with one log written by hand, whose row is the pattern for the others.
async fn prepare(story: &mut Story) -> Result<()> {
    let member = story.server.account("R1", UNIT)?;
    activate(&mut story.phone, &member).await?;
    story.lose_network().await?;
    let phone = &mut story.phone;
    phone.press("Ghi hoạt động").await?;
    phone
        .fill(
            "Tên hoạt động",
            "Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo",
        )
        .await?;
    phone
        .fill("Địa điểm", "xã đảo Hòa Minh, huyện Châu Thành")
        .await?;
    phone.select("Lĩnh vực", "An sinh xã hội").await?;
    phone.fill("Đoàn viên", "9").await?;
    phone.fill("Bóng đèn đường thanh niên", "25").await?;
    phone
        .fill("Thêm chỉ tiêu khác", "gia dinh chinh sach")
        .await?;
    phone.press("Gia đình chính sách").await?;
    phone.fill("Gia đình chính sách", "12").await?;
    phone.fill("Kinh phí", "3.750.000").await?;
    phone.press("Lưu và gửi").await?;
    phone.see("Chờ gửi (1)").await
}

/// More logs of that pattern in the outbox, each with ids and a note of its own. The app is away
/// meanwhile: the page is its style sheet, a plain file of the same origin that the worker has.
async fn queue(story: &mut Story, count: usize, first: usize) -> Result<()> {
    let sheet = "return document.querySelector('link[rel=stylesheet]').getAttribute('href');";
    let sheet: String = story.phone.run(sheet, vec![]).await?;
    story.phone.open(&sheet).await?;
    let notes: Vec<String> = (first..first + count).map(note).collect();
    story
        .phone
        .run_async(include_str!("queue.js"), vec![json!(notes)])
        .await
}

#[tokio::test]
async fn bytes_sent_again_after_a_cut() -> Result<()> {
    tell("bench-cut", START, async |story| {
        let member = story.server.account("R1", UNIT)?;
        let peer = Peer::activate(WayByHttp::new(story.proxy.origin()), &member.code).await?;
        let holding = peer.account.holdings.first().context("no holding")?;
        let author = Author {
            unit: holding.unit,
            holding: holding.id,
        };
        let photo = photo::stored(1)?;
        log::hand_in(&peer.store, author, "Ghi chú", std::slice::from_ref(&photo)).await?;
        // The thumbnail is upload 1. Of the photo, the first chunk passes and the second is cut.
        story.proxy.open_with(Trap::InUpload {
            nth: 2,
            after_bytes: 100_000,
        });
        let cut = async {
            story.proxy.wait_for_standstill().await?;
            story.proxy.refuse();
            anyhow::Ok(())
        };
        let (went, cut) = tokio::join!(peer.sync(), cut);
        cut.and(went.err().context("the round was not broken off"))?;
        story.proxy.open();
        peer.sync().await?;
        let passed = story.proxy.upload_bytes()[1];
        let again = passed.saturating_sub(photo.full.bytes.len() as u64);
        // The chunk that was cut had 128 KiB; heads of requests are counted in.
        report("sent_again_chunks", amount(again) / (128.0 * 1024.0))
    })
    .await
}
