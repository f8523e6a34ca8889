//! Browsers that the app cannot work in say so, with what to do.

use anyhow::Result;
use nhatky_tests::browser::{Engine, Setup};
use nhatky_tests::story::tell_with;

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
