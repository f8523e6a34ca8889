//! The page's life: shown and hidden, network there and gone.

use super::{document, listen, window};

/// `false` is certain: there is no network. `true` means nothing.
pub(crate) fn may_be_online() -> bool {
    window().navigator().on_line()
}

pub(crate) fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// The page goes out of sight, perhaps for ever: the last moment to store something.
pub(crate) fn on_hidden(mut then: impl FnMut() + Clone + 'static) {
    let mut also = then.clone();
    listen(&document(), "visibilitychange", move |_| {
        if !is_visible() {
            then();
        }
    });
    listen(&window(), "pagehide", move |_| also());
}

pub(crate) fn on_visible(mut then: impl FnMut() + 'static) {
    listen(&document(), "visibilitychange", move |_| {
        if is_visible() {
            then();
        }
    });
}

/// The network came or went.
pub(crate) fn on_network_change(mut then: impl FnMut() + Clone + 'static) {
    let mut also = then.clone();
    listen(&window(), "online", move |_| then());
    listen(&window(), "offline", move |_| also());
}

pub(crate) fn reload() {
    // Refused only in a document that is not shown.
    let _ = window().location().reload();
}

/// The shell of `index.html` makes place for the app.
pub(crate) fn remove_shell() {
    call("appStarted", &wasm_bindgen::JsValue::UNDEFINED);
}

/// A function that `index.html` defines.
fn call(name: &str, argument: &wasm_bindgen::JsValue) {
    use wasm_bindgen::JsCast as _;

    let function = js_sys::Reflect::get(&window(), &name.into()).ok();
    if let Some(function) = function.and_then(|value| value.dyn_into::<js_sys::Function>().ok()) {
        // It only shows and hides parts of the page.
        let _ = function.call1(&wasm_bindgen::JsValue::UNDEFINED, argument);
    }
}

/// An attribute of the root element that style and shell go by; blank takes it off.
pub(crate) fn set_root_attribute(name: &str, value: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    // Fails only for a malformed name.
    let _ = if value.is_empty() {
        root.remove_attribute(name)
    } else {
        root.set_attribute(name, value)
    };
}
