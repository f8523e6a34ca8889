//! The browser's own question about installing, where it has one.
//!
//! It may come before the app is loaded; `index.html` holds it meanwhile.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::{listen, window};

/// Where `index.html` keeps the event.
const HELD: &str = "heldInstallPrompt";

#[wasm_bindgen]
extern "C" {
    type InstallPrompt;

    #[wasm_bindgen(method, catch)]
    fn prompt(this: &InstallPrompt) -> Result<JsValue, JsValue>;
}

pub(crate) fn can_ask() -> bool {
    held().is_some()
}

/// Opens the question; it can be opened once.
pub(crate) fn ask() {
    if let Some(prompt) = held() {
        // Refused outside a tap: then nothing happens.
        let _ = prompt.unchecked_ref::<InstallPrompt>().prompt();
        let _ = Reflect::delete_property(&window(), &HELD.into());
    }
}

fn held() -> Option<JsValue> {
    Reflect::get(&window(), &HELD.into())
        .ok()
        .filter(JsValue::is_object)
}

/// The question came, or the app was installed.
pub(crate) fn on_change(mut then: impl FnMut() + Clone + 'static) {
    let mut also = then.clone();
    listen(&window(), "beforeinstallprompt", move |event| {
        // The app asks when the person does, not when the browser would.
        event.prevent_default();
        // A property of the window can be set.
        let _ = Reflect::set(&window(), &HELD.into(), &event);
        then();
    });
    listen(&window(), "appinstalled", move |_| also());
}
