//! Cá nhân.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

use super::home;

/// Somebody else who uses this browser takes over.
pub(crate) async fn become_other(phone: &mut Phone, name: &str) -> Result<()> {
    phone.press("Cá nhân").await?;
    phone.find(Role::Heading, "Cá nhân").await?;
    phone.press(name).await?;
    home::open(phone).await
}
