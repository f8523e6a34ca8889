//! Chờ gửi.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    phone.open("/cho-gui").await?;
    phone.find(Role::Heading, "Chờ gửi").await?;
    Ok(())
}

pub(crate) async fn sync_now(phone: &mut Phone) -> Result<()> {
    phone.press("Đồng bộ ngay").await
}
