//! Request bodies: read to the end within a limit, then parsed.
//!
//! Limits count bytes after decompression, so that a small compressed body cannot become a large
//! one in memory.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// For everything that is not a push or a chunk.
const MAX_JSON_BYTES: usize = 64 * 1024;

/// A parsed JSON body of moderate size.
#[derive(Debug, Clone, Copy)]
pub struct Payload<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Payload<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let bytes = read(request, MAX_JSON_BYTES).await?;
        parse(&bytes).map(Self)
    }
}

/// The whole body, exactly as long as it was declared.
///
/// # Errors
/// Longer than the limit, cut, or not the encoding that it says.
pub async fn read(request: Request, limit_bytes: usize) -> Result<Bytes, ApiError> {
    let declared = declared_length(request.headers());
    if declared.is_some_and(|length| length > limit_bytes) {
        return Err(ApiError::too_large("body_too_large", limit_bytes));
    }
    let bytes = collect(request.into_body(), limit_bytes).await?;
    if declared.is_some_and(|length| length != bytes.len()) {
        return Err(cut());
    }
    Ok(bytes)
}

async fn collect(body: Body, limit_bytes: usize) -> Result<Bytes, ApiError> {
    match Limited::new(body, limit_bytes).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(ApiError::too_large("body_too_large", limit_bytes))
        }
        Err(_) => Err(cut()),
    }
}

fn cut() -> ApiError {
    ApiError::bad_request("body_cut", "the body ended early or is not what it says")
}

/// None when unknown; a compressed body has lost the header by now.
fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// # Errors
/// Not JSON, or not of this type.
pub fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| {
        // The parser's message may quote what a person wrote: only the place is told.
        let place = format!("line {} column {}", error.line(), error.column());
        let what = match error.classify() {
            serde_json::error::Category::Data => "a value has the wrong type",
            _ => "this is not JSON",
        };
        ApiError::bad_request("malformed", format!("{what} at {place}"))
    })
}
