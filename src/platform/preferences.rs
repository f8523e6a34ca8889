//! Small preferences that may be lost without harm: theme, photo sending.
//!
//! Kept as JSON text, which the script in `index.html` reads too.

use gloo_storage::{LocalStorage, Storage as _};

/// None if it was never set or cannot be read.
pub(crate) fn get(key: &str) -> Option<String> {
    let text = LocalStorage::raw().get_item(key).ok()??;
    nhatky_sync::json::from_text(&text).ok()
}

/// Blank takes it out.
pub(crate) fn set(key: &str, value: &str) {
    // A full or blocked storage costs the preference, nothing else.
    let _ = if value.is_empty() {
        LocalStorage::raw().remove_item(key)
    } else {
        LocalStorage::raw().set_item(key, &nhatky_sync::json::to_text(&value))
    };
}
