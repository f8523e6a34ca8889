//! Nhật ký.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    phone.press("Nhật ký").await?;
    phone.find(Role::Heading, "Nhật ký").await?;
    Ok(())
}

/// Waits until the row of a record says something.
pub(crate) async fn row_says(phone: &Phone, title: &str, words: &str) -> Result<()> {
    phone.see_on(Role::Link, title, words).await
}
