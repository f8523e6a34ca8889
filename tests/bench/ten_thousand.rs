//! Saving and searching with 10,000 records on the phone.

use anyhow::Result;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::server::Account;
use nhatky_tests::story::{Story, tell};

use crate::figures::{median, p95, report};
use crate::stopwatch::{self, SLOW_PHONE};

const RECORDS: usize = 10_000;
const SAVES: usize = 20;
const UNIT: &str = "Đội quản lý điện khu vực";

/// The whole way to the home page.
pub(crate) async fn activate(phone: &mut Phone, account: &Account) -> Result<()> {
    let start = account.link.find("/kich-hoat").unwrap_or(0);
    phone.open(&account.link[start..]).await?;
    phone.press("Đúng là tôi").await?;
    phone.see("Dùng được khi không có mạng").await?;
    phone.wait_for_worker().await?;
    phone.press("Bắt đầu ghi").await?;
    phone.see("Chào đồng chí").await
}

#[tokio::test]
async fn saving_and_searching_with_ten_thousand_records() -> Result<()> {
    tell("bench-ten-thousand", "2020-07-24 15:00", async |story| {
        let member = story.server.account("R1", UNIT)?;
        let other_phone =
            Peer::activate(WayByHttp::new(story.proxy.origin()), &member.code).await?;
        logs(&other_phone, RECORDS).await?;
        activate(&mut story.phone, &member).await?;
        // One wait for all of them would be longer than a test is patient.
        for count in (1_000..=RECORDS).step_by(1_000) {
            wait_until_pulled(&story.phone, count).await?;
        }
        story.lose_network().await?;
        stopwatch::install(&mut story.phone, &[]).await?;
        story.phone.browser().slow_down(SLOW_PHONE).await?;
        story.phone.open("/").await?;
        report("save_p95_ms", p95(&saves(story).await?)?)?;
        report("search_ms", median(&keystrokes(story).await?)?)
    })
    .await
}

/// Logs of KB1's kind over the year, sent by another phone of the same person.
async fn logs(phone: &Peer<WayByHttp>, count: usize) -> Result<()> {
    let holding = &phone.account.holdings[0];
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    for idx in 0..count {
        log::hand_in(&phone.store, author, &format!("Ghi chú số {idx}"), &[]).await?;
    }
    phone.sync().await
}

async fn wait_until_pulled(phone: &Phone, count: usize) -> Result<()> {
    phone
        .wait_until_async(include_str!("count_base.js"), count)
        .await
}

/// From the press of «Lưu và gửi» to what says that it is saved.
async fn saves(story: &mut Story) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    let phone = &mut story.phone;
    for number in 0..SAVES {
        phone.press("Ghi hoạt động").await?;
        phone
            .fill("Tên hoạt động", &format!("Vệ sinh trụ sở lần {number}"))
            .await?;
        phone.select("Lĩnh vực", "Bảo vệ môi trường").await?;
        phone.press("Thêm 1: Đoàn viên").await?;
        phone.see("Nháp, đã lưu trên máy").await?;
        stopwatch::watch(
            phone,
            "saved",
            "body",
            "Đã lưu trên máy. Sẽ tự gửi khi có mạng.",
        )
        .await?;
        phone.press("Lưu và gửi").await?;
        let saved = stopwatch::seen_ms(phone, "saved").await?;
        times.push(saved - stopwatch::acted_ms(phone).await?);
        phone.find(Role::Link, "30 phút hành động").await?;
        phone
            .see_gone("Đã lưu trên máy. Sẽ tự gửi khi có mạng.")
            .await?;
    }
    Ok(times)
}

/// From each keystroke to the last change of the list it leads to.
async fn keystrokes(story: &mut Story) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    let phone = &mut story.phone;
    phone.press("Nhật ký").await?;
    phone.find(Role::Link, "Thay 25 bóng đèn").await.ok();
    for _ in 0..5 {
        phone.fill("Tìm kiếm", "").await?;
        for letter in ["b", "o", "n", "g", " ", "d", "e", "n"] {
            phone.keys(letter).await?;
            phone.wait_until("return performance.now() - Math.max(stopwatch.painted(), stopwatch.acted()) > 300;").await?;
            let time: f64 = phone
                .run("return stopwatch.painted() - stopwatch.acted();", vec![])
                .await?;
            times.push(time);
        }
    }
    Ok(times)
}
