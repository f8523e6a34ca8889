//! Files that the person chose.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
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

/// Bytes of a file from `start` on, at most so many; fewer at its end, none after it. None if the
/// file cannot be read (any more).
pub(crate) async fn read(file: &File, start: u64, most_bytes: u64) -> Option<Vec<u8>> {
    let end = (start + most_bytes) as f64;
    let slice = file.slice_with_f64_and_f64(start as f64, end).ok()?;
    let buffer = JsFuture::from(slice.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

pub(crate) fn size_bytes(file: &File) -> u64 {
    file.size() as u64
}
