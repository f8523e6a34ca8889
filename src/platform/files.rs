//! Files that the person chose.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, File, HtmlInputElement};

/// The files of a `change` event; the input is emptied, so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event) -> Vec<File> {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let Some(list) = input.files() else {
        return Vec::new();
    };
    let files = (0..list.length()).filter_map(|idx| list.get(idx)).collect();
    input.set_value("");
    files
}
