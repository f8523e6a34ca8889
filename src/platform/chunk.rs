//! A piece of a photo on its way. By `XMLHttpRequest`, the one that tells how far a body has come:
//! a slow line may take its time, a dead one is given up.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use nhatky_sync::remote::HttpAnswer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::XmlHttpRequest;

use super::listen;
use super::network::{self, Reply, Unreachable};
use super::timer::Timer;

/// Given up when nothing has moved for this long.
const STALLED_MS: i64 = 45_000;

/// The answer, and where the server says that it stands.
pub(crate) async fn patch(
    path: &str,
    offset: u64,
    checksum: &str,
    bytes: &[u8],
) -> Result<(Reply, Option<u64>), Unreachable> {
    let request = XmlHttpRequest::new().map_err(|_| Unreachable)?;
    let body = Uint8Array::from(bytes);
    start(&request, path, offset, checksum).map_err(|_| Unreachable)?;
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    let _stall = watch(&request);
    network::remember(&request);
    request
        .send_with_opt_js_u8_array(Some(&body))
        .map_err(|_| Unreachable)?;
    // `loadend` comes after success, error and abort alike.
    JsFuture::from(ended).await.map_err(|_| Unreachable)?;
    answer(&request, bytes.len() as u64).ok_or(Unreachable)
}

fn start(request: &XmlHttpRequest, path: &str, offset: u64, checksum: &str) -> Result<(), JsValue> {
    request.open_with_async("PATCH", path, true)?;
    request.set_request_header("Content-Type", "application/offset+octet-stream")?;
    request.set_request_header("Upload-Offset", &offset.to_string())?;
    request.set_request_header("Upload-Checksum", &["sha256 ", checksum].concat())
}

/// Winds the watch up again whenever something moves.
fn watch(request: &XmlHttpRequest) -> Rc<RefCell<Option<Timer>>> {
    let watch = Rc::new(RefCell::new(None));
    let wind = {
        let (request, watch) = (request.clone(), Rc::downgrade(&watch));
        move || {
            let Some(watch) = watch.upgrade() else { return };
            let request = request.clone();
            watch.replace(Some(Timer::after(STALLED_MS, move || {
                // Aborting what has ended changes nothing.
                let _ = request.abort();
            })));
        }
    };
    wind();
    if let Ok(upload) = request.upload() {
        let wind = wind.clone();
        listen(&upload, "progress", move |_| wind());
    }
    listen(request, "progress", move |_| wind());
    watch
}

fn answer(request: &XmlHttpRequest, sent_bytes: u64) -> Option<(Reply, Option<u64>)> {
    let header = |name| request.get_response_header(name).ok().flatten();
    let text = request.response_text().ok().flatten()?;
    let reply = Reply {
        moved_bytes: sent_bytes + text.len() as u64,
        answer: HttpAnswer {
            status: request.status().ok().filter(|status| *status != 0)?,
            content_type: header("content-type"),
            retry_after: header("retry-after"),
            text,
        },
    };
    Some((
        reply,
        header("upload-offset").and_then(|offset| offset.parse().ok()),
    ))
}
