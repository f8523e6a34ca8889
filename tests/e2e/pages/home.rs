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

/// What the bar says while nothing goes through.
pub(crate) async fn sees_no_network(phone: &mut Phone) -> Result<()> {
    let words = if phone.browser().engine().tells_of_no_network() {
        "Không có mạng – đồng chí vẫn ghi được"
    } else {
        "Chưa kết nối được máy chủ – đồng chí vẫn ghi được"
    };
    phone.see(words).await
}
