//! Chi tiết.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

/// From a list that shows it.
pub(crate) async fn open(phone: &mut Phone, title: &str) -> Result<()> {
    phone.press(title).await?;
    phone.find(Role::Heading, title).await?;
    Ok(())
}

pub(crate) async fn edit(phone: &mut Phone) -> Result<()> {
    phone.press("Sửa").await?;
    phone.find(Role::Button, "Lưu và gửi").await?;
    Ok(())
}

pub(crate) async fn cancel(phone: &mut Phone, reason: &str) -> Result<()> {
    phone.press("Hủy mục này").await?;
    phone.fill("Lý do hủy", reason).await?;
    phone.press("Hủy mục").await
}
