//! From nothing to the first form, in a poor network.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::server::Account;
use nhatky_tests::story::{Story, tell};

use crate::figures::{RUNS, amount, median, report};
use crate::stopwatch::{self, POOR_NETWORK};

const UNIT: &str = "Đội quản lý điện khu vực";
const FIRST_PAINT: &str =
    "return performance.getEntriesByName('first-contentful-paint')[0].startTime;";

#[derive(Default)]
struct Visits {
    first_paint: Vec<f64>,
    cold_load: Vec<f64>,
    load_bytes: Vec<f64>,
    first_form: Vec<f64>,
    form_bytes: Vec<f64>,
}

#[tokio::test]
async fn the_first_visit() -> Result<()> {
    tell("bench-first-visit", "2020-07-24 15:00", async |story| {
        let member = story.server.account("R1", UNIT)?;
        let mut visits = Visits::default();
        for run in 0..RUNS {
            let mut phone = story.another_phone(&format!("visit-{run}")).await?;
            visit(story, &mut phone, &member, &mut visits).await?;
        }
        report("first_paint_ms", median(&visits.first_paint)?)?;
        report("cold_load_ms", median(&visits.cold_load)?)?;
        report("first_load_bytes", median(&visits.load_bytes)?)?;
        report("first_form_ms", median(&visits.first_form)?)?;
        report("first_form_bytes", median(&visits.form_bytes)?)
    })
    .await
}

async fn visit(
    story: &Story,
    phone: &mut Phone,
    member: &Account,
    visits: &mut Visits,
) -> Result<()> {
    let wanted = [
        ("offer", "button", "Đúng là tôi"),
        ("begin", "button", "Bắt đầu ghi"),
        ("home", "a", "Ghi hoạt động"),
        ("form", "label", "Tên hoạt động"),
    ];
    stopwatch::install(phone, &wanted).await?;
    phone.browser().slow_down(POOR_NETWORK).await?;
    let before = story.proxy.traffic();
    let start = member.link.find("/kich-hoat").unwrap_or(0);
    phone.open(&member.link[start..]).await?;
    visits
        .cold_load
        .push(stopwatch::seen_ms(phone, "offer").await?);
    visits
        .first_paint
        .push(phone.run(FIRST_PAINT, vec![]).await?);
    phone.wait_for_worker().await?;
    let loaded = story.proxy.traffic();
    visits
        .load_bytes
        .push(amount(loaded.since(before).down_bytes));

    phone.press("Đúng là tôi").await?;
    let accepted = stopwatch::acted_ms(phone).await?;
    let begin = stopwatch::seen_ms(phone, "begin").await?;
    phone.press("Bắt đầu ghi").await?;
    phone.find(Role::Link, "Ghi hoạt động").await?;
    let home = stopwatch::seen_ms(phone, "home").await?;
    let began = stopwatch::acted_ms(phone).await?;
    phone.press("Ghi hoạt động").await?;
    let form = stopwatch::seen_ms(phone, "form").await?;
    let opened = stopwatch::acted_ms(phone).await?;
    // What the person and the driver took between two screens is not the app's time.
    visits
        .first_form
        .push((begin - accepted) + (home - began) + (form - opened));
    visits
        .form_bytes
        .push(amount(story.proxy.traffic().since(loaded).down_bytes));
    Ok(())
}
