//! Requests to our server. A redirect is no answer of ours; what else is, `HttpAnswer` says.

use std::cell::RefCell;

use nhatky_sync::remote::HttpAnswer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

use super::gzip::gzip;
use super::timer::Timer;

/// Slow networks need about a minute for what is small.
const TIMEOUT_MS: i64 = 60_000;

#[wasm_bindgen]
extern "C" {
    /// An `AbortController` or an `XMLHttpRequest`.
    type Abortable;

    #[wasm_bindgen(method)]
    fn abort(this: &Abortable);
}

thread_local! {
    /// The latest request; a round of syncing has one at a time.
    static LATEST: RefCell<Option<Abortable>> = const { RefCell::new(None) };
}

pub(super) fn remember(request: &JsValue) {
    LATEST.set(Some(request.clone().unchecked_into()));
}

/// Whoever waits for the latest request hears at once that nothing answers.
pub(crate) fn give_up_waiting() {
    // Aborting what has ended changes nothing.
    if let Some(request) = LATEST.take() {
        request.abort();
    }
}

/// No answer: no network, a cut, too slow, or a redirect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreachable;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) answer: HttpAnswer,
    /// Bytes that went over the line, as far as they can be told.
    pub(crate) moved_bytes: u64,
}

pub(crate) async fn get(path: &str) -> Result<Reply, Unreachable> {
    request("GET", path, None).await
}

/// Sends JSON text, compressed when that pays.
pub(crate) async fn post(path: &str, body: &str) -> Result<Reply, Unreachable> {
    request("POST", path, Some(body)).await
}

async fn request(method: &str, path: &str, body: Option<&str>) -> Result<Reply, Unreachable> {
    let (init, sent_bytes) = prepared(method, body).await.map_err(|_| Unreachable)?;
    let abort = AbortController::new().map_err(|_| Unreachable)?;
    init.set_signal(Some(&abort.signal()));
    remember(&abort);
    let _timeout = Timer::after(TIMEOUT_MS, move || abort.abort());
    let answer = JsFuture::from(super::window().fetch_with_str_and_init(path, &init)).await;
    let response: Response = answer.map_err(|_| Unreachable)?.unchecked_into();
    read(&response, sent_bytes).await.ok_or(Unreachable)
}

async fn prepared(method: &str, body: Option<&str>) -> Result<(RequestInit, u64), JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_redirect(web_sys::RequestRedirect::Error);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_credentials(web_sys::RequestCredentials::SameOrigin);
    let Some(body) = body else {
        return Ok((init, 0));
    };
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    let mut sent_bytes = body.len();
    match gzip(body).await {
        Some(packed) => {
            headers.set("Content-Encoding", "gzip")?;
            sent_bytes = packed.length() as usize;
            init.set_body(&packed);
        }
        None => init.set_body(&body.into()),
    }
    init.set_headers(&headers);
    Ok((init, sent_bytes as u64))
}

async fn read(response: &Response, sent_bytes: u64) -> Option<Reply> {
    let headers = response.headers();
    let header = |name| headers.get(name).ok().flatten();
    let text = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    let on_the_line = header("content-length").and_then(|length| length.parse().ok());
    Some(Reply {
        moved_bytes: sent_bytes + on_the_line.unwrap_or(text.len() as u64),
        answer: HttpAnswer {
            status: response.status(),
            content_type: header("content-type"),
            retry_after: header("retry-after"),
            text,
        },
    })
}
