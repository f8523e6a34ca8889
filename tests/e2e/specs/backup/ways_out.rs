//! The other ways into a file: a place that the person picks, and an app that does not start.

use anyhow::{Result, ensure};
use nhatky_tests::browser::Engine;
use nhatky_tests::phone::Role;
use nhatky_tests::story::tell;

use super::member_begins;
use crate::pages::{backup, home};
use crate::people::{look_at, member_activates, writes};

/// In place of the system's picker: the page's own file system, whose files are written alike.
const PICKER: &str = "window.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle(suggestedName, { create: true });
};";

const PICKED: &str = "const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(args[0]);
    return (await handle.getFile()).text();";

#[tokio::test]
async fn the_file_is_written_where_the_person_wants_it() -> Result<()> {
    tell("backup-picked", "2020-07-24 15:00", async |story| {
        if story.engine() != Engine::Chromium {
            return Ok(());
        }
        story.phone.browser().before_every_page(PICKER).await?;
        member_activates(story).await?;
        story.lose_network().await?;
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Ra quân dọn vệ sinh").await?;
        backup::open(&mut story.phone).await?;
        story.phone.press("Tạo tệp sao lưu").await?;
        story.phone.see("Trong tệp: 1 mục").await?;
        let name = vec!["nhat-ky-doan-2020-07-24.txt".into()];
        let text: String = story.phone.run_async(PICKED, name).await?;
        let last = text.lines().last().unwrap_or_default();
        ensure!(text.starts_with("nhatky-backup 1\t") && last.starts_with("end\t"));
        ensure!(text.contains("Ra quân dọn vệ sinh"), "{text}");
        Ok(())
    })
    .await
}

/// As a newer version leaves it: the list of persons cannot be opened.
const NEWER_LIST: &str = "await new Promise((resolve, reject) => {
        const request = indexedDB.open('nhatky', 99);
        request.onsuccess = () => { request.result.close(); resolve(); };
        request.onerror = () => reject(request.error);
    });";

#[tokio::test]
async fn an_app_that_does_not_start_still_gives_the_file() -> Result<()> {
    tell("backup-rescue", "2020-07-24 15:00", async |story| {
        if !member_begins(story).await? {
            return Ok(());
        }
        home::open(&story.phone).await?;
        writes(&mut story.phone, "Ra quân dọn vệ sinh").await?;
        story.phone.run_async::<()>(NEWER_LIST, vec![]).await?;
        story.phone.open("/").await?;
        story.phone.see("Chưa mở được dữ liệu trên máy").await?;
        story.phone.press("Tạo tệp sao lưu").await?;
        story.phone.find(Role::Heading, "Tạo tệp sao lưu").await?;
        look_at(story, "rescue").await?;
        let file = backup::make(&mut story.phone, "Trong tệp: 1 mục").await?;
        let text = std::fs::read_to_string(file)?;
        ensure!(text.contains("Ra quân dọn vệ sinh"), "{text}");

        // The address by itself, as after a failure of the app's own.
        story.phone.open("/cuu-du-lieu").await?;
        story.phone.find(Role::Heading, "Tạo tệp sao lưu").await?;
        story.phone.press("Mở Nhật ký Đoàn").await?;
        story.phone.see("Chưa mở được dữ liệu trên máy").await
    })
    .await
}
