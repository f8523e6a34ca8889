//! JSON text to values and back: the browser's own parser on the phone, `serde_json` elsewhere.
//!
//! Both sides agree on every type of ours; integers stay within 2^53.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Text that is not JSON, or not of the type asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable JSON: {0}")]
pub struct JsonError(pub String);

/// Our types always can be written; a failure here is a fault of the program and gives `null`,
/// which every reader refuses.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// # Errors
/// The parser's words, for a log.
#[cfg(not(target_arch = "wasm32"))]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|error| JsonError(error.to_string()))
}

/// Our types always can be written; a failure here is a fault of the program and gives `null`,
/// which every reader refuses.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn to_text<T: Serialize>(value: &T) -> String {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .ok()
        .and_then(|value| js_sys::JSON::stringify(&value).ok())
        .map_or_else(|| "null".to_owned(), String::from)
}

/// # Errors
/// The parser's words, for a log.
#[cfg(target_arch = "wasm32")]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    use wasm_bindgen::JsCast as _;

    let value = js_sys::JSON::parse(text).map_err(|error| {
        let message = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        JsonError(message.map_or_else(String::new, String::from))
    })?;
    serde_wasm_bindgen::from_value(value).map_err(|error| JsonError(error.to_string()))
}
