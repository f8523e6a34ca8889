//! How much the app holds while it works through files that are much larger.

use anyhow::{Context as _, Result, ensure};
use nhatky_tests::phone::Phone;
use nhatky_tests::process::Watch;

/// Of the photos' 60 MB, what the app's own memory may grow by: a photo or two and its text.
const APP_GROWS_BYTES: u64 = 6_000_000;
/// What the whole page may grow by: less than the photos.
const PAGE_GROWS_KB: u64 = 48_000;

/// Finds the app's memory, which never shrinks: its size is the most that was ever held. What the
/// scripts hold no more goes at once, so that the page's peak is of what is held too.
pub(super) const FIND_MEMORY: &str = "setInterval(() => gc(), 100);
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name];
        WebAssembly[name] = async (...args) => {
            const made = await make(...args);
            const parts = Object.values((made.instance ?? made).exports);
            window.appMemory = parts.find((part) => part instanceof WebAssembly.Memory);
            return made;
        };
    }";

pub(super) struct Memory {
    page: Watch,
    app_bytes: u64,
}

impl Memory {
    pub(super) async fn begin(phone: &mut Phone) -> Result<Self> {
        Ok(Self {
            page: phone.browser().watch_page_memory()?,
            app_bytes: app_bytes(phone).await?,
        })
    }

    pub(super) async fn stays_small(&self, phone: &Phone, doing: &str) -> Result<()> {
        let app_grew_bytes = app_bytes(phone).await? - self.app_bytes;
        let page_grew_kb = self.page.most_more_kb()?;
        println!("{doing}: app +{app_grew_bytes} bytes, page +{page_grew_kb} KB");
        ensure!(
            app_grew_bytes <= APP_GROWS_BYTES,
            "{doing}: the app holds {app_grew_bytes} bytes more"
        );
        ensure!(
            page_grew_kb <= PAGE_GROWS_KB,
            "{doing}: the page held {page_grew_kb} KB more"
        );
        Ok(())
    }
}

async fn app_bytes(phone: &Phone) -> Result<u64> {
    let script = "return window.appMemory?.buffer.byteLength;";
    let bytes: Option<u64> = phone.run(script, vec![]).await?;
    bytes.context("the app's memory was not found")
}
