//! Out of the app: files for the person to keep, and texts, files and pictures to other apps by
//! the system's own sheet.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, FilePropertyBag, HtmlAnchorElement};

use super::object_url::ObjectUrl;
use super::{document, timer, window};

/// The browser has begun with the download by then.
const KEPT_MS: i64 = 60_000;

#[wasm_bindgen]
extern "C" {
    type Sheet;

    #[wasm_bindgen(method, catch, js_name = canShare)]
    fn can_share(this: &Sheet, data: &Object) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn share(this: &Sheet, data: &Object) -> Result<Promise, JsValue>;
}

/// Saved where the browser keeps downloads.
pub(crate) fn save_text(name: &str, text: &str) {
    download(
        name,
        ObjectUrl::of_bytes(text.as_bytes(), "text/plain;charset=utf-8"),
    );
}

/// The same with a file that the browser holds already.
pub(crate) fn save_file(file: &File) {
    download(&file.name(), ObjectUrl::of_blob(file));
}

/// How that ends is not told by any browser.
fn download(name: &str, url: Option<ObjectUrl>) {
    let (Some(url), Ok(link)) = (url, document().create_element("a")) else {
        return;
    };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(url.as_str());
    link.set_download(name);
    link.click();
    spawn_local(async move {
        timer::sleep(KEPT_MS).await;
        drop(url);
    });
}

/// Whether this browser has such a sheet for texts.
pub(crate) fn can_share() -> bool {
    takes(&text_data("x"))
}

/// Whether it takes text files too.
pub(crate) fn can_share_files() -> bool {
    let blob = Blob::new().ok();
    let file = blob.and_then(|blob| text_file(&blob, "a.txt"));
    file.is_some_and(|file| takes(&file_data(&file)))
}

/// Must be called right after a press. Pictures stay behind where the sheet takes texts only.
pub(crate) fn share(text: &str, pictures: &[Vec<u8>], mime: &str) {
    let data = text_data(text);
    let files: Array = pictures
        .iter()
        .enumerate()
        .filter_map(|(idx, bytes)| picture(idx, bytes, mime))
        .collect();
    if files.length() > 0 {
        set(&data, "files", &files);
        if !takes(&data) {
            let _ = Reflect::delete_property(&data, &"files".into());
        }
    }
    open_sheet(&data);
}

/// Must be called right after a press.
pub(crate) fn share_file(file: &File) {
    open_sheet(&file_data(file));
}

/// The same bytes as a file of that name.
pub(crate) fn text_file(blob: &Blob, name: &str) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options).ok()
}

fn takes(data: &Object) -> bool {
    let navigator = window().navigator();
    let sheet: &Sheet = navigator.unchecked_ref();
    sheet.can_share(data).unwrap_or(false)
}

/// Whether the person sent it on is not told by any browser.
fn open_sheet(data: &Object) {
    let navigator = window().navigator();
    let sheet: &Sheet = navigator.unchecked_ref();
    if let Ok(shared) = sheet.share(data) {
        spawn_local(async move {
            // A sheet that is closed again rejects, which is nobody's concern.
            let _ = JsFuture::from(shared).await;
        });
    }
}

fn text_data(text: &str) -> Object {
    let data = Object::new();
    set(&data, "text", &text.into());
    data
}

fn file_data(file: &File) -> Object {
    let data = Object::new();
    set(&data, "files", &Array::of1(file));
    data
}

fn picture(idx: usize, bytes: &[u8], mime: &str) -> Option<File> {
    let name = ["anh-", &(idx + 1).to_string(), ".jpg"].concat();
    let options = FilePropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence_and_options(&parts, &name, &options).ok()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Fails on frozen objects only, and these are ours.
    let _ = Reflect::set(object, &name.into(), value);
}
