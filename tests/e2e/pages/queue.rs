//! Chờ gửi.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    phone.open("/cho-gui").await?;
    phone.find(Role::Heading, "Chờ gửi").await?;
    Ok(())
}

/// Without a new start of the app.
pub(crate) async fn open_from_home(phone: &mut Phone) -> Result<()> {
    phone.press("Trang chủ").await?;
    phone.press("Chờ gửi").await?;
    phone.find(Role::Heading, "Chờ gửi").await?;
    Ok(())
}
