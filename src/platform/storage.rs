//! Whether the browser may throw away what is stored here, and how much that is.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type StorageManager;

    #[wasm_bindgen(method, catch)]
    fn persisted(this: &StorageManager) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persist(this: &StorageManager) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn estimate(this: &StorageManager) -> Result<js_sys::Promise, JsValue>;
}

/// Some browsers have no such thing, some only parts of it.
fn manager() -> Option<StorageManager> {
    let storage = js_sys::Reflect::get(&super::window().navigator(), &"storage".into()).ok()?;
    storage.is_object().then(|| storage.unchecked_into())
}

/// None where the browser does not say.
pub(crate) async fn is_persisted() -> Option<bool> {
    let answer = JsFuture::from(manager()?.persisted().ok()?).await.ok()?;
    answer.as_bool()
}

/// Asks for it; `then` runs when there is an answer, which in Firefox may be never.
pub(crate) fn ask_to_persist(then: impl FnOnce() + 'static) {
    let Some(Ok(promise)) = manager().map(|manager| manager.persist()) else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        if JsFuture::from(promise).await.is_ok() {
            then();
        }
    });
}

/// Bytes in use, roughly. What is left is not told by any browser.
pub(crate) async fn used_bytes() -> Option<u64> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let usage = js_sys::Reflect::get(&estimate, &"usage".into())
        .ok()?
        .as_f64()?;
    Some(usage as u64)
}
