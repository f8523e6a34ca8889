//! What a record's page offers when the server did not take something.

use anyhow::Result;
use nhatky_tests::phone::{Phone, Role};

pub(crate) async fn correct(phone: &mut Phone) -> Result<()> {
    phone.press("Sửa và gửi lại").await?;
    phone.find(Role::Button, "Lưu và gửi").await?;
    Ok(())
}

/// The text of the file that «Xuất ra tệp» gives.
pub(crate) async fn exported(phone: &mut Phone) -> Result<String> {
    let watch = "const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { window.made = blob; return make(blob); };";
    phone.run::<()>(watch, vec![]).await?;
    phone.press("Xuất ra tệp").await?;
    phone.see("Trình duyệt đang lưu tệp").await?;
    phone
        .run_async("return await window.made.text();", vec![])
        .await
}
