//! Smaller request bodies, by the browser's own compressor.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Below this the bytes saved do not pay for the time.
const LEAST_BYTES: usize = 600;

#[wasm_bindgen]
extern "C" {
    /// web-sys has it behind an unstable cfg only.
    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type Bytes;

    #[wasm_bindgen(method, js_name = pipeThrough)]
    fn pipe_through(this: &Bytes, transform: &CompressionStream) -> web_sys::ReadableStream;
}

/// None if it does not pay or the browser has no compressor.
pub(crate) async fn gzip(text: &str) -> Option<Uint8Array> {
    if text.len() < LEAST_BYTES {
        return None;
    }
    let stream = CompressionStream::new("gzip").ok()?;
    let source = web_sys::Response::new_with_opt_str(Some(text))
        .ok()?
        .body()?;
    let packed = source.unchecked_ref::<Bytes>().pipe_through(&stream);
    let whole = web_sys::Response::new_with_opt_readable_stream(Some(&packed)).ok()?;
    let buffer = JsFuture::from(whole.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()))
}
