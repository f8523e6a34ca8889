//! Kích hoạt, and the welcome that follows it.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::server::Account;

/// Opens the link that the secretary sent. Redeems nothing.
pub(crate) async fn open_link(phone: &Phone, account: &Account) -> Result<()> {
    phone.open(&path(account)).await?;
    phone.find(Role::Button, "Đúng là tôi").await?;
    Ok(())
}

/// Opens the link and says «Đúng là tôi».
pub(crate) async fn accept(phone: &mut Phone, account: &Account) -> Result<()> {
    open_link(phone, account).await?;
    phone.press("Đúng là tôi").await?;
    phone.see("Đã kích hoạt cho đồng chí").await
}

/// The whole way to a home page that works without a network.
pub(crate) async fn activate(phone: &mut Phone, account: &Account) -> Result<()> {
    accept(phone, account).await?;
    begin(phone).await
}

/// From the welcome, once everything is on the phone.
pub(crate) async fn begin(phone: &mut Phone) -> Result<()> {
    phone.see("Dùng được khi không có mạng").await?;
    phone.wait_for_worker().await?;
    phone.press("Bắt đầu ghi").await?;
    phone.see("Chào đồng chí").await
}

/// Opens the link where somebody else uses the browser already, and becomes the one who uses it.
pub(crate) async fn add_person(phone: &mut Phone, account: &Account) -> Result<()> {
    open_link(phone, account).await?;
    phone.press("Đúng là tôi").await?;
    let given_name = account.person.split_whitespace().last().unwrap_or_default();
    phone.see(&format!("Chào đồng chí {given_name}")).await?;
    phone.see("Lần đồng bộ gần nhất").await
}

/// Types a code.
pub(crate) async fn type_code(phone: &mut Phone, code: &str) -> Result<()> {
    phone.fill("Mã kích hoạt", code).await?;
    phone.press("Tiếp tục").await
}

/// What stands behind the server's name in the link.
pub(crate) fn path(account: &Account) -> String {
    let start = account.link.find("/kich-hoat").unwrap_or(0);
    account.link[start..].to_owned()
}
