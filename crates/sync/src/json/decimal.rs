//! Numbers with a fraction, which are never ours: the browser reads and prints them, because Rust's
//! own tables for it are larger than the rest of this module.

/// `number` is a number as JSON has it.
#[cfg(target_arch = "wasm32")]
pub(super) fn parse(number: &str) -> Option<f64> {
    js_sys::JSON::parse(number).ok()?.as_f64()
}

/// Empty for what is no number.
#[cfg(target_arch = "wasm32")]
pub(super) fn print(number: f64) -> String {
    let printed = js_sys::JSON::stringify(&number.into());
    printed.map_or_else(|_| String::new(), String::from)
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn parse(number: &str) -> Option<f64> {
    number.parse().ok()
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn print(number: f64) -> String {
    serde_json::to_string(&number).unwrap_or_default()
}
