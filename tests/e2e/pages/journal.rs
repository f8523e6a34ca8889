//! Nhật ký.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role, Thing};

pub(crate) async fn open(phone: &mut Phone) -> Result<()> {
    phone.press("Nhật ký").await?;
    phone.find(Role::Heading, "Nhật ký").await?;
    Ok(())
}

/// The row of a record.
pub(crate) async fn row(phone: &Phone, title: &str) -> Result<Thing> {
    phone.find(Role::Link, title).await
}

/// Waits until the row of a record says something.
pub(crate) async fn row_says(phone: &Phone, title: &str, words: &str) -> Result<()> {
    phone.see_on(Role::Link, title, words).await
}
