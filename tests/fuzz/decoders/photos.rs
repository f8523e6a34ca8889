//! Photos on their way up: what announces them, the heads of their chunks, their own headers.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use nhatky_server::image_check;
use nhatky_server::payload;
use nhatky_server::routes::read_chunk_head;
use nhatky_sync::protocol::AnnounceBlob;

use super::is_clear;
use super::wire::is_the_same_again;

pub(crate) fn announcements_and_chunks(bytes: &[u8]) {
    match payload::parse::<AnnounceBlob>(bytes) {
        Ok(announcement) => is_the_same_again(&announcement),
        Err(refusal) => is_clear(&refusal),
    }
    match read_chunk_head(&headers(bytes)) {
        Ok((offset, _)) => assert!(offset >= 0),
        Err(refusal) => is_clear(&refusal),
    }
}

/// Lines of «name: value»; what no HTTP server would let through is left out.
fn headers(bytes: &[u8]) -> HeaderMap {
    let lines = bytes.split(|byte| *byte == b'\n');
    let header = |line: &[u8]| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        Some((name, value))
    };
    lines.filter_map(header).collect()
}

pub(crate) fn headers_of_pictures(bytes: &[u8]) {
    match image_check::check(bytes) {
        Ok(mime) => assert!(mime.starts_with("image/")),
        Err(unfit) => assert!(!unfit.code().is_empty()),
    }
}
