//! Long texts written piece by piece: into a place that the person picks, or into the browser's own
//! blobs, which it may lay on the disk itself. What is written does not pile up in the app's
//! memory. Handing a whole file on is `share.rs`.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
/// A whole text that the browser holds, without a name yet.
pub(crate) use web_sys::Blob as WholeText;

use super::window;

/// Handed to the browser at a time.
const PIECE_BYTES: usize = 1 << 20;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    type Picker;

    #[wasm_bindgen(method, catch, js_name = showSaveFilePicker)]
    fn pick(this: &Picker, options: &Object) -> Result<Promise, JsValue>;

    #[derive(Debug)]
    type Place;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Place) -> Result<Promise, JsValue>;

    #[derive(Debug)]
    type Writable;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, text: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
}

/// Why nothing more can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotWritten {
    /// The person picked no place, or called it off.
    CalledOff,
    /// The disk is full, or the place went away.
    Refused,
}

/// Dropped before its end, a picked place keeps what it held before.
#[derive(Debug)]
pub(crate) struct TextFile {
    pending: String,
    to: To,
}

#[derive(Debug)]
enum To {
    Place(Writable),
    Blobs(Array),
}

impl TextFile {
    /// Asks for a place where the browser can. Must be called right after a press.
    pub(crate) async fn pick(name: &str) -> Result<Self, NotWritten> {
        let window = window();
        if !Reflect::has(&window, &"showSaveFilePicker".into()).unwrap_or(false) {
            return Ok(Self::in_browser());
        }
        let options = Object::new();
        // Fails on frozen objects only.
        let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
        match waited(window.unchecked_ref::<Picker>().pick(&options)).await {
            Ok(place) => {
                let writable = written(place.unchecked_ref::<Place>().create_writable()).await?;
                Ok(Self::to(To::Place(writable.unchecked_into())))
            }
            Err(error) => {
                let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
                if name == "AbortError" {
                    return Err(NotWritten::CalledOff);
                }
                // It is there and does not work here, as inside another app.
                Ok(Self::in_browser())
            }
        }
    }

    pub(crate) fn in_browser() -> Self {
        Self::to(To::Blobs(Array::new()))
    }

    fn to(to: To) -> Self {
        Self {
            pending: String::new(),
            to,
        }
    }

    pub(crate) async fn write(&mut self, text: &str) -> Result<(), NotWritten> {
        self.pending.push_str(text);
        if self.pending.len() < PIECE_BYTES {
            return Ok(());
        }
        self.flush().await
    }

    async fn flush(&mut self) -> Result<(), NotWritten> {
        match &self.to {
            To::Place(writable) => {
                written(writable.write(&self.pending)).await?;
            }
            To::Blobs(blobs) => {
                let parts = Array::of1(&self.pending.as_str().into());
                let blob = WholeText::new_with_str_sequence(&parts);
                blobs.push(blob.map_err(|_| NotWritten::Refused)?.as_ref());
            }
        }
        self.pending.clear();
        Ok(())
    }

    /// The file is whole. None if it lies where the person wanted it.
    pub(crate) async fn end(mut self) -> Result<Option<WholeText>, NotWritten> {
        self.flush().await?;
        match &self.to {
            To::Place(writable) => {
                written(writable.close()).await?;
                Ok(None)
            }
            To::Blobs(blobs) => match WholeText::new_with_blob_sequence(blobs) {
                Ok(whole) => Ok(Some(whole)),
                Err(_) => Err(NotWritten::Refused),
            },
        }
    }
}

async fn waited(started: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(started?).await
}

async fn written(started: Result<Promise, JsValue>) -> Result<JsValue, NotWritten> {
    waited(started).await.map_err(|_| NotWritten::Refused)
}
