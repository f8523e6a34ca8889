//! KB1, steps 1–9: a member logs an activity where there is no signal.

mod arrival;
mod sending;

use anyhow::{Result, ensure};
use nhatky_tests::photo;
use nhatky_tests::story::{Story, tell};

use crate::pages::activity_form::ActivityForm;
use crate::pages::{activation, home, journal, thirty_minutes};

const UNIT: &str = "Đội quản lý điện khu vực";
const TITLE: &str = "Thay 25 bóng đèn, sửa đường dây sau công tơ cho hộ nghèo";

#[tokio::test]
async fn a_log_written_without_a_signal_reaches_the_server_exactly_once() -> Result<()> {
    tell("kb1", "2020-07-23 20:10", async |story| {
        activate_and_die(story).await?;
        story.lose_network().await?;
        let before = story.proxy.traffic();
        story.time_passes("2020-07-24 15:00").await?;
        open_without_a_signal(story).await?;
        write(story).await?;
        story.phone.browser().reopen().await?;
        find_the_draft_and_hand_it_in(story).await?;
        log_half_an_hour(story).await?;
        ensure!(
            story.proxy.traffic() == before,
            "something went through without a network"
        );

        story.time_passes("2020-07-26 18:32").await?;
        sending::with_five_cuts_in_photo_2(story).await?;
        arrival::is_complete(story, TITLE).await
    })
    .await
}

/// The phone dies as soon as it belongs to the member.
async fn activate_and_die(story: &mut Story) -> Result<()> {
    let member = story.server.account("R1", UNIT)?;
    activation::accept(&mut story.phone, &member).await?;
    story.phone.browser().reopen().await?;
    home::open(&story.phone).await?;
    story.phone.wait_for_worker().await?;
    let (day, hour) = (story.now().day(), story.now().hour());
    let last_sync = format!("Lần đồng bộ gần nhất: {day} {}", &hour[..3]);
    story.phone.see(&last_sync).await
}

/// Step 1.
async fn open_without_a_signal(story: &mut Story) -> Result<()> {
    home::open(&story.phone).await?;
    let since_ms: f64 = story.phone.run("return performance.now();", vec![]).await?;
    ensure!(since_ms <= 2_000.0, "the home page took {since_ms} ms");
    home::sees_no_network(&mut story.phone).await?;
    home::sees_waiting(&story.phone, 0).await
}

/// Steps 2–4.
async fn write(story: &mut Story) -> Result<()> {
    let today = story.now().iso_day();
    let mut form = ActivityForm::start(&mut story.phone).await?;
    ensure!(
        form.phone.value("Ngày").await? == today,
        "the form is not dated today"
    );
    form.phone.see(UNIT).await?;
    form.title(TITLE).await?;
    form.place("xã đảo Hòa Minh, huyện Châu Thành").await?;
    form.field_of_work("An sinh xã hội").await?;
    form.role("Chủ trì").await?;
    form.attendances("Đoàn viên", 9).await?;
    form.indicator("Bóng đèn đường thanh niên", "25").await?;
    form.find_indicator("gia dinh chinh sach", "Gia đình chính sách", "12")
        .await?;
    form.money("3.750.000").await?;
    form.phone
        .see("ba triệu bảy trăm năm mươi nghìn đồng")
        .await?;
    form.photos(&photo::three()?).await?;
    form.children_in_photos("Không").await?;
    form.sees_draft_saved().await
}

/// Steps 5 and 6.
async fn find_the_draft_and_hand_it_in(story: &mut Story) -> Result<()> {
    home::open(&story.phone).await?;
    let form = ActivityForm::resume(&mut story.phone, TITLE).await?;
    ensure!(
        form.phone.value("Tên hoạt động").await? == TITLE,
        "the draft has another title"
    );
    ensure!(
        form.phone.value("Kinh phí").await? == "3.750.000",
        "the draft has another amount"
    );
    form.sees_photos(3).await?;
    form.hand_in().await?;
    home::open(&story.phone).await?;
    home::sees_waiting(&story.phone, 1).await?;
    journal::open(&mut story.phone).await?;
    journal::row_says(&story.phone, TITLE, "Chờ gửi").await?;
    let text = story.phone.text().await?;
    ensure!(
        !text.contains("Đã gửi"),
        "«Đã gửi» before the server has it: {text}"
    );
    home::open(&story.phone).await
}

/// Step 7.
async fn log_half_an_hour(story: &mut Story) -> Result<()> {
    let before = story.phone.taps();
    thirty_minutes::log(&mut story.phone, "Chăm sóc cây xanh", 6).await?;
    let taps = story.phone.taps() - before;
    ensure!(taps <= 5, "{taps} taps for half an hour");
    home::open(&story.phone).await?;
    home::sees_waiting(&story.phone, 2).await
}
