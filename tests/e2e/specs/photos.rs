//! Photos that are none, photos with children, and photos that wait.

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::photo;
use nhatky_tests::story::tell;

use crate::pages::activity_form::ActivityForm;
use crate::pages::queue;
use crate::people::{member_activates, peer, writes_with_photos};

#[tokio::test]
async fn a_file_that_is_no_photo_is_refused_with_a_reason_and_harms_nothing() -> Result<()> {
    tell("photos-broken", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let broken = story.folder().join("hong.jpg");
        std::fs::write(&broken, b"\xFF\xD8\xFF\xE0 not a picture")?;
        let heic = story.folder().join("IMG_0001.heic");
        std::fs::write(&heic, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0")?;

        let mut form = ActivityForm::start(&mut story.phone).await?;
        form.title("Tuyên truyền tiết kiệm điện").await?;
        form.photos(&[photo::taken(1)?]).await?;
        form.phone.attach("Chọn ảnh", &[&broken]).await?;
        form.phone.see("Tệp này hỏng hoặc không phải ảnh").await?;
        form.phone.attach("Chọn ảnh", &[&heic]).await?;
        form.phone
            .see("Trình duyệt không đọc được loại ảnh này (có thể là HEIC)")
            .await?;
        form.phone.see_times("KB · Đã lưu trên máy", 1).await
    })
    .await
}

#[tokio::test]
async fn whether_children_are_on_the_photos_is_asked_before_they_go() -> Result<()> {
    tell("photos-children", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        let mut form = ActivityForm::start(&mut story.phone).await?;
        form.title("Trung thu cho em").await?;
        form.field_of_work("An sinh xã hội").await?;
        form.photos(&[photo::taken(1)?]).await?;
        form.phone.press("Lưu và gửi").await?;
        form.phone.see("Thiếu: trong ảnh có trẻ em").await?;
        form.children_in_photos("Có").await?;
        form.phone.answer("Đã được đồng ý đăng ảnh", "Chưa").await?;
        form.hand_in().await
    })
    .await
}

#[tokio::test]
async fn a_browser_that_spares_data_sends_words_at_once_and_photos_when_asked() -> Result<()> {
    tell("photos-data-saver", "2020-07-24 15:00", async |story| {
        if story.engine() != Engine::Chromium {
            // The others know of no data saver.
            return Ok(());
        }
        let spare = "Object.defineProperty(NetworkInformation.prototype, 'saveData',
            { get: () => true });";
        story.phone.browser().before_every_page(spare).await?;
        member_activates(story).await?;
        let title = "Tặng quà trung thu";
        writes_with_photos(&mut story.phone, title, &[photo::taken(1)?]).await?;
        story.phone.see("Máy chủ đã nhận số liệu").await?;
        queue::open(&mut story.phone).await?;
        story
            .phone
            .see("Ảnh đợi đồng chí bấm «Đồng bộ ngay»")
            .await?;
        let secretary = peer(story, "R2").await?;
        secretary.sync().await?;
        let arrived = secretary.records().await?;
        ensure!(
            arrived.iter().any(|line| line.title == title),
            "the words wait with the photos: {arrived:?}"
        );
        story.phone.press("Đồng bộ ngay").await?;
        story.phone.see("Không có mục nào chờ gửi").await
    })
    .await
}
