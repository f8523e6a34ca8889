//! Ghi hoạt động.

use std::path::Path;

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

/// The form, open.
pub(crate) struct ActivityForm<'a> {
    pub(crate) phone: &'a mut Phone,
}

impl<'a> ActivityForm<'a> {
    /// From the home page.
    pub(crate) async fn start(phone: &'a mut Phone) -> Result<Self> {
        phone.press("Ghi hoạt động").await?;
        phone.find(Role::Heading, "Ghi hoạt động").await?;
        Ok(Self { phone })
    }

    /// Goes on with a draft of that title, from the home page.
    pub(crate) async fn resume(phone: &'a mut Phone, title: &str) -> Result<Self> {
        phone.press(title).await?;
        phone.find(Role::Button, "Lưu và gửi").await?;
        Ok(Self { phone })
    }

    pub(crate) async fn title(&self, text: &str) -> Result<()> {
        self.phone.fill("Tên hoạt động", text).await
    }

    pub(crate) async fn place(&self, text: &str) -> Result<()> {
        self.phone.fill("Địa điểm", text).await
    }

    pub(crate) async fn field_of_work(&mut self, name: &str) -> Result<()> {
        self.phone.select("Lĩnh vực", name).await
    }

    pub(crate) async fn role(&mut self, name: &str) -> Result<()> {
        self.phone.answer("Vai trò", name).await
    }

    pub(crate) async fn attendances(&self, group: &str, count: u32) -> Result<()> {
        self.phone.fill(group, &count.to_string()).await
    }

    pub(crate) async fn indicator(&self, name: &str, amount: &str) -> Result<()> {
        self.phone.fill(name, amount).await
    }

    /// One that is not offered at first: found by typing, then filled in.
    pub(crate) async fn find_indicator(
        &mut self,
        typed: &str,
        name: &str,
        amount: &str,
    ) -> Result<()> {
        self.phone.fill("Thêm chỉ tiêu khác", typed).await?;
        self.phone.press(name).await?;
        self.indicator(name, amount).await
    }

    pub(crate) async fn money(&self, amount: &str) -> Result<()> {
        self.phone.fill("Kinh phí", amount).await
    }

    /// Takes photos from the gallery, one at a time, each until it is stored.
    pub(crate) async fn photos(&mut self, files: &[impl AsRef<Path>]) -> Result<()> {
        for (idx, file) in files.iter().enumerate() {
            self.phone.attach("Chọn ảnh", &[file.as_ref()]).await?;
            self.sees_photos(idx + 1).await?;
        }
        Ok(())
    }

    /// Waits until so many photos are there and stored.
    pub(crate) async fn sees_photos(&self, count: usize) -> Result<()> {
        self.phone.see(&format!("{count}/10 ảnh")).await?;
        self.phone.see_times("KB · Đã lưu trên máy", count).await
    }

    pub(crate) async fn children_in_photos(&mut self, answer: &str) -> Result<()> {
        self.phone.answer("Trong ảnh có trẻ em", answer).await
    }

    pub(crate) async fn sees_draft_saved(&self) -> Result<()> {
        self.phone.see("Nháp, đã lưu trên máy").await
    }

    pub(crate) async fn hand_in(self) -> Result<()> {
        self.phone.press("Lưu và gửi").await?;
        self.phone
            .see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.")
            .await
    }
}
