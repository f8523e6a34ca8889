//! Copying text out of the app.

use wasm_bindgen_futures::JsFuture;

/// False if the browser does not allow it: then the person copies by hand.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = super::window().navigator();
    // Missing on pages that are not served securely and in some in-app browsers.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}
