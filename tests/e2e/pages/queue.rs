//! Chờ gửi.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    phone.open("/cho-gui").await?;
    phone.find(Role::Heading, "Chờ gửi").await?;
    Ok(())
}
