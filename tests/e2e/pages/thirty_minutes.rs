//! 30 phút hành động.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

/// From the home page: what was done, how many people, handed in.
pub(crate) async fn log(phone: &mut Phone, work: &str, people: u32) -> Result<()> {
    phone.press("30 phút hành động").await?;
    phone.find(Role::Heading, "30 phút hành động").await?;
    phone.choose(work).await?;
    phone.type_number("Số người", people).await?;
    phone.press("Lưu và gửi").await?;
    phone.see("Đã lưu trên máy. Sẽ tự gửi khi có mạng.").await
}
