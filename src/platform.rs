//! The browser: every call of `web_sys` and `js_sys` is below here, and none of the app's meaning.
//!
//! Values in and out are plain Rust; what a browser lacks or refuses is a value too. Only `state`
//! and `app.rs` call this.

pub(crate) mod agent;
pub(crate) mod clock;
pub(crate) mod page;
pub(crate) mod timer;

pub(crate) mod channel;
pub(crate) mod lock;

pub(crate) mod chunk;
pub(crate) mod gzip;
pub(crate) mod network;
pub(crate) mod remote;
pub(crate) mod signing_key;

pub(crate) mod files;
pub(crate) mod hash;
pub(crate) mod location;
pub(crate) mod object_url;
pub(crate) mod picture;
pub(crate) mod text_file;

pub(crate) mod clipboard;
pub(crate) mod crash;
pub(crate) mod history;
pub(crate) mod install;
pub(crate) mod preferences;
pub(crate) mod share;
pub(crate) mod storage;
pub(crate) mod worker;

use wasm_bindgen::prelude::*;

/// There is no page without one; the app never runs in a worker.
fn window() -> web_sys::Window {
    web_sys::window().unwrap_throw()
}

fn document() -> web_sys::Document {
    window().document().unwrap_throw()
}

/// Listens for as long as the page lives.
fn listen(
    target: &web_sys::EventTarget,
    name: &str,
    on_event: impl FnMut(web_sys::Event) + 'static,
) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(on_event).into_js_value();
    // Fails only for a target that cannot have listeners.
    let _ = target.add_event_listener_with_callback(name, closure.unchecked_ref());
}
