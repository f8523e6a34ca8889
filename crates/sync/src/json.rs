//! JSON text to values and back: a small reader and writer of our own on the phone, where
//! `serde_json` weighs 13 KB, and `serde_json` elsewhere.
//!
//! Both sides agree on every type of ours; integers stay within 2^53. Their agreement is tested on
//! the host, so the parts for the phone know nothing of a browser but how it writes a decimal.

#[cfg(any(target_arch = "wasm32", test))]
mod decimal;
#[cfg(any(target_arch = "wasm32", test))]
mod parse;
#[cfg(any(target_arch = "wasm32", test))]
mod read;
#[cfg(any(target_arch = "wasm32", test))]
mod write;

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Text that is not JSON, or not of the type asked for; a value that JSON cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unreadable JSON")]
pub struct JsonError;

/// Our types always can be written; a failure here is a fault of the program and gives `null`,
/// which every reader refuses.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// # Errors
/// As [`JsonError`] says.
#[cfg(not(target_arch = "wasm32"))]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|_| JsonError)
}

/// Our types always can be written; a failure here is a fault of the program and gives `null`,
/// which every reader refuses.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn to_text<T: Serialize>(value: &T) -> String {
    write::write(value).unwrap_or_else(|_| "null".to_owned())
}

/// # Errors
/// As [`JsonError`] says.
#[cfg(target_arch = "wasm32")]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    read::read(parse::parse(text).ok_or(JsonError)?)
}

impl serde::de::Error for JsonError {
    /// The words are dropped: on the phone nobody reads them, and putting them together costs as
    /// much code as reading does.
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for JsonError {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}
