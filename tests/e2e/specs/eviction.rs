//! A browser that throws away what it has stored.

use anyhow::Result;
use nhatky_tests::story::tell;

use crate::pages::{activation, home};
use crate::people::{look_at, member, member_activates, writes};

/// All that scripts can store, as browsers evict it: at once. Cookies stay.
const EVICT: &str = "localStorage.clear();
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    for (const { name } of await indexedDB.databases()) {
        await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
    }
    return null;";

#[tokio::test]
async fn i_17_the_person_is_told_what_happened_and_what_the_server_has() -> Result<()> {
    tell("eviction", "2020-07-24 15:00", async |story| {
        member_activates(story).await?;
        writes(&mut story.phone, "Vệ sinh trụ sở").await?;
        story.phone.see("Máy chủ đã nhận lúc").await?;
        story.phone.run_async::<Option<()>>(EVICT, vec![]).await?;

        story.phone.open("/").await?;
        story
            .phone
            .see("Trình duyệt đã xóa dữ liệu của Nhật ký Đoàn trên máy này")
            .await?;
        story.phone.see("Khi đó máy này đã gửi đủ").await?;
        look_at(story, "eviction").await?;
        let member = member(story)?;
        activation::activate(&mut story.phone, &member).await?;
        home::open(&story.phone).await?;
        story.phone.see("Vệ sinh trụ sở").await
    })
    .await
}
