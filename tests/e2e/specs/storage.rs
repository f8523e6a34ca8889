//! Browsers that the app cannot work in say so, with what to do.

use anyhow::Result;
use nhatky_tests::browser::{Engine, Setup};
use nhatky_tests::story::tell_with;

use crate::pages::activation;
use crate::people::member;

#[tokio::test]
async fn a_browser_that_stores_nothing_is_told_what_to_do() -> Result<()> {
    let setup = Setup {
        stores_nothing: true,
        ..Setup::default()
    };
    tell_with(
        "storage-blocked",
        "2020-07-24 15:00",
        setup,
        async |story| {
            if story.engine() != Engine::Chromium {
                return Ok(());
            }
            story.phone.open("/").await?;
            story
                .phone
                .see("Trình duyệt không cho lưu trên máy")
                .await?;
            story.phone.see("mở lại trong cửa sổ thường").await
        },
    )
    .await
}

#[tokio::test]
async fn a_browser_without_webassembly_is_told_what_to_do() -> Result<()> {
    let setup = Setup {
        has_no_wasm: true,
        ..Setup::default()
    };
    tell_with(
        "storage-no-wasm",
        "2020-07-24 15:00",
        setup,
        async |story| {
            if story.engine() != Engine::Chromium {
                return Ok(());
            }
            story.phone.open("/").await?;
            story
                .phone
                .see("Trình duyệt này chưa dùng được Nhật ký Đoàn")
                .await?;
            story.phone.see("cập nhật").await
        },
    )
    .await
}

/// As a phone with little memory does that has just killed the browser.
#[tokio::test]
async fn a_storage_that_is_slow_to_come_back_is_opened_by_itself() -> Result<()> {
    let setup = Setup::default();
    let start = "2020-07-24 15:00";
    tell_with("storage-late", start, setup, async |story| {
        if story.engine() != Engine::Chromium {
            return Ok(());
        }
        let member = member(story)?;
        activation::activate(&mut story.phone, &member).await?;
        let take_away = "const open = IDBFactory.prototype.open;
            window.storageIsAway = true;
            IDBFactory.prototype.open = function (...words) {
                if (window.storageIsAway) throw new DOMException('away', 'UnknownError');
                return open.apply(this, words);
            };";
        story.phone.browser().before_every_page(take_away).await?;
        story.phone.open("/").await?;
        story.phone.see("Chưa mở được dữ liệu trên máy").await?;
        story.phone.see("UnknownError: away").await?;
        let give_back = "window.storageIsAway = false;";
        story.phone.run::<()>(give_back, vec![]).await?;
        story.phone.see("Chào đồng chí").await
    })
    .await
}
