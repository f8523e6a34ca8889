//! Answers requests for files of the app.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::{File, Site};
use crate::app::App;
use crate::error::ApiError;
use crate::keys::{sha256, to_base64url};
use crate::store::Store;

const PAGE: &str = "index.html";
/// Asked for again each time, because their names stay while their content changes.
const REVALIDATED: [&str; 3] = [PAGE, "sw.js", "manifest.webmanifest"];
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
const TAG_BYTES: usize = 12;

/// Files by their names; every other path without a dot is a route of the app and answers the page.
pub async fn serve<S: Store>(State(app): State<App<S>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "files are only read",
        )
        .into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.contains('.') { path } else { PAGE };
    match find(&app.site, path, request.headers()) {
        Some(found) => answer(found, request.headers()),
        None if path == PAGE => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_built",
            "the app is not built into this server",
        )
        .into_response(),
        None => ApiError::not_found("no_file").into_response(),
    }
}

/// A file in the best encoding that the browser takes.
struct Found {
    name: &'static str,
    bytes: &'static [u8],
    encoding: Option<&'static str>,
}

fn find(site: &Site, path: &str, headers: &HeaderMap) -> Option<Found> {
    let plain = site.file(path)?;
    let encodings = [("br", ".br"), ("gzip", ".gz")];
    let packed = encodings
        .into_iter()
        .filter(|(name, _)| accepts(headers, name))
        .find_map(|(name, ending)| Some((name, site.file(&format!("{path}{ending}"))?)));
    let File { path: name, bytes } = plain;
    Some(match packed {
        Some((encoding, file)) => Found {
            name,
            bytes: file.bytes,
            encoding: Some(encoding),
        },
        None => Found {
            name,
            bytes,
            encoding: None,
        },
    })
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offers = headers
        .get_all(header::ACCEPT_ENCODING)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    offers
        .map(|offer| offer.split_once(';').unwrap_or((offer, "")))
        .any(|(name, quality)| {
            name.trim().eq_ignore_ascii_case(encoding) && quality.trim() != "q=0"
        })
}

fn answer(found: Found, asked: &HeaderMap) -> Response {
    let tag = tag(found.bytes);
    let is_fresh = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|known| known.trim() == tag));
    let cache = if REVALIDATED.contains(&found.name) || !is_hashed(found.name) {
        NO_CACHE
    } else {
        FOREVER
    };
    let mut response = if is_fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        found.bytes.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if is_fresh {
        headers.remove(header::CONTENT_TYPE);
    } else {
        headers.insert(header::CONTENT_TYPE, mime(found.name));
        if let Some(encoding) = found.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    response
}

/// Each encoding has a tag of its own, as HTTP asks.
fn tag(bytes: &[u8]) -> String {
    let hash = sha256(bytes);
    format!(
        "\"{}\"",
        to_base64url(hash.get(..TAG_BYTES).unwrap_or_default())
    )
}

/// The build puts 16 or so hex digits behind a dash: `nhatky-1f0c9a….wasm`.
fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.split('.').next().unwrap_or(file);
    stem.rsplit(['-', '_'])
        .take(2)
        .any(|part| part.len() >= 8 && part.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn mime(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}
