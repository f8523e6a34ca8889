//! Kích hoạt.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};
use nhatky_tests::server::Account;

/// Opens the link that the secretary sent. Redeems nothing.
pub(crate) async fn open_link(phone: &Phone, account: &Account) -> Result<()> {
    phone.open(&path(account)).await?;
    phone.see(&grouped(&account.code)).await
}

/// Opens the link, says «Đúng là tôi» and waits until the app works without a network.
pub(crate) async fn activate(phone: &mut Phone, account: &Account) -> Result<()> {
    open_link(phone, account).await?;
    phone.press("Đúng là tôi").await?;
    phone.see("Chào đồng chí").await?;
    phone.find(Role::Link, "Ghi hoạt động").await?;
    phone.wait_for_worker().await
}

/// What stands behind the server's name in the link.
pub(crate) fn path(account: &Account) -> String {
    let start = account.link.find("/kich-hoat").unwrap_or(0);
    account.link[start..].to_owned()
}

/// «4821 0937 5516 2048»
pub(crate) fn grouped(code: &str) -> String {
    let digits: Vec<char> = code.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<String> = digits
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}
