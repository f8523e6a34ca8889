//! Sao lưu và khôi phục.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::wait;

/// The picker belongs to the system and not to the page: without it there is a download.
pub(crate) const NO_PICKER: &str = "delete window.showSaveFilePicker;";

/// From Chờ gửi.
pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    super::queue::open(phone).await?;
    phone.press("Sao lưu và khôi phục").await?;
    phone.find(Role::Heading, "Tạo tệp sao lưu").await?;
    Ok(())
}

/// Makes the file and waits until it lies among the downloads.
pub(crate) async fn make(phone: &mut Phone, content: &str) -> Result<PathBuf> {
    phone.press("Tạo tệp sao lưu").await?;
    phone.see("Đã tạo tệp sao lưu").await?;
    phone.see(content).await?;
    downloaded(&phone.browser().downloads(), ".txt").await
}

/// In place of the system's sheet: what is shared goes to the downloads.
pub(crate) const SHARE: &str = "navigator.canShare = () => true;
    navigator.share = async ({ files: [file] }) => {
        if (file.type !== 'text/plain') throw new TypeError(file.type);
        const link = document.createElement('a');
        link.href = URL.createObjectURL(file);
        link.download = file.name;
        link.click();
    };";

/// Makes parts, and shares them as `SHARE` does. Gives them in their order.
pub(crate) async fn share(phone: &mut Phone) -> Result<Vec<PathBuf>> {
    phone.press("Chia sẻ qua Zalo hoặc thư điện tử").await?;
    phone.see("Tệp sao lưu đã sẵn sàng").await?;
    let page = phone.text().await?;
    let n_parts = page.matches("Chia sẻ phần ").count();
    let mut parts = Vec::new();
    for part in 1..=n_parts {
        phone
            .press(&format!("Chia sẻ phần {part}/{n_parts}"))
            .await?;
        let end = format!("-phan-{part}.txt");
        parts.push(downloaded(&phone.browser().downloads(), &end).await?);
    }
    Ok(parts)
}

async fn downloaded(folder: &Path, end: &str) -> Result<PathBuf> {
    let look = async || {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(None);
        };
        let mut files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        Ok(files.find(|file| file.to_string_lossy().ends_with(end)))
    };
    let file = wait::until("a file among the downloads", look, async || String::new()).await?;
    file.canonicalize().context("the file went away")
}

/// Chooses files; the app says what is in them.
pub(crate) async fn choose(phone: &mut Phone, files: &[&Path]) -> Result<()> {
    phone.attach("Chọn tệp sao lưu", files).await
}

/// Chooses files of somebody and puts back what is in them. `outcome` is how that is said to end.
pub(crate) async fn restore(
    phone: &mut Phone,
    files: &[&Path],
    owner: &str,
    outcome: &str,
) -> Result<()> {
    choose(phone, files).await?;
    phone.see(&format!("Tệp của đồng chí {owner}")).await?;
    phone.press("Khôi phục").await?;
    phone.see(outcome).await
}

pub(crate) const WHOLE: &str = "Đã khôi phục xong";
pub(crate) const IN_PART: &str = "Mới khôi phục được một phần";
