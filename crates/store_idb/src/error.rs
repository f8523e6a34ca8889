//! What the browser throws, by what can be done about it.

use js_sys::Error;
use nhatky_sync::store::StoreError;
use wasm_bindgen::{JsCast as _, JsValue};

/// Sorts an exception. `DOMException` is an `Error` in every browser of ours.
#[must_use]
pub(crate) fn store_error(thrown: &JsValue) -> StoreError {
    match thrown.dyn_ref::<Error>() {
        Some(error) => named(&String::from(error.name()), &String::from(error.message())),
        None => named("UnknownError", ""),
    }
}

#[must_use]
pub(crate) fn named(name: &str, message: &str) -> StoreError {
    if name == "QuotaExceededError" {
        return StoreError::QuotaExceeded;
    }
    StoreError::Failed {
        name: name.to_owned(),
        message: message.to_owned(),
    }
}
