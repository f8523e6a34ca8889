//! Trang chủ.

use anyhow::Result;
use nhatky_tests::phone::Phone;

/// Opens the app by its icon on the home screen.
pub(crate) async fn open(phone: &Phone) -> Result<()> {
    phone.open("/").await?;
    phone.see("Chào đồng chí").await
}

/// «Chờ gửi (2)»
pub(crate) async fn sees_waiting(phone: &Phone, count: u32) -> Result<()> {
    phone.see(&format!("Chờ gửi ({count})")).await
}
