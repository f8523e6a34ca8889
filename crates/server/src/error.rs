//! Refusals of a whole request: one type, one JSON envelope.
//!
//! > What went wrong inside is logged once, here, and never sent. Nothing a person wrote is logged.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nhatky_sync::protocol::ErrorBody;

use crate::photo_place::PlaceError;
use crate::store::StoreError;

/// The word of a refusal, for the one log line of its request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refusal(pub(crate) &'static str);

/// Why a request was not done.
#[derive(Debug)]
pub enum ApiError {
    /// The caller's doing, with a stable word for programs and a sentence for readers of logs.
    Refused {
        status: StatusCode,
        code: &'static str,
        message: String,
    },
    /// Too many failures: again after this many seconds.
    TooMany { retry_after_s: u32 },
    /// The server's clock is wrong: again after this many seconds.
    ClockBehind { retry_after_s: u32 },
    /// The organisation lives on another server now.
    Moved,
    /// The database or the disk.
    Store(StoreError),
    /// The blob store or an upload's file.
    Files(std::io::Error),
}

impl ApiError {
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused {
            status,
            code,
            message: message.into(),
        }
    }

    #[must_use]
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// The session is missing, over, or another install's: sign in again with the install's key.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out", "sign in first")
    }

    #[must_use]
    pub fn revoked() -> Self {
        Self::new(StatusCode::FORBIDDEN, "revoked", "this install was revoked")
    }

    #[must_use]
    pub fn not_found(code: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, "there is nothing here")
    }

    #[must_use]
    pub fn too_large(code: &'static str, limit_bytes: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            code,
            format!("at most {limit_bytes} bytes"),
        )
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sealed => Self::Moved,
            error => Self::Store(error),
        }
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::Files(error)
    }
}

impl From<PlaceError> for ApiError {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Store(error) => error.into(),
            PlaceError::Files(error) => error.into(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Refused {
                status,
                code,
                message,
            } => {
                let mut response = envelope(status, code, message);
                response.extensions_mut().insert(Refusal(code));
                response
            }
            Self::TooMany { retry_after_s } => later(
                (StatusCode::TOO_MANY_REQUESTS, "too_many"),
                "wait before trying again",
                retry_after_s,
            ),
            Self::ClockBehind { retry_after_s } => later(
                (StatusCode::SERVICE_UNAVAILABLE, "clock_behind"),
                "the server's clock is behind",
                retry_after_s,
            ),
            Self::Moved => later(
                (StatusCode::SERVICE_UNAVAILABLE, "sealed"),
                "this server was moved: its successor takes what is new",
                MOVED_RETRY_AFTER_S,
            ),
            Self::Store(error) => failed(&error),
            Self::Files(error) => failed(&error),
        }
    }
}

/// 503 with a time to wait: phones keep what they have and try again.
fn failed(error: &dyn std::error::Error) -> Response {
    let cause = error.source().map(ToString::to_string);
    tracing::error!(%error, cause, "request failed");
    let what = (StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    later(what, "try again later", RETRY_AFTER_S)
}

fn later((status, code): (StatusCode, &str), message: &str, retry_after_s: u32) -> Response {
    let mut response = envelope(status, code, message.to_owned());
    let seconds = HeaderValue::from(retry_after_s);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

const RETRY_AFTER_S: u32 = 10;
/// Names and proxies need some minutes to lead to the new server.
const MOVED_RETRY_AFTER_S: u32 = 120;

/// The envelope around every refusal.
pub(crate) fn envelope(status: StatusCode, code: &str, message: String) -> Response {
    let body = ErrorBody {
        code: code.to_owned(),
        message,
    };
    (status, Json(body)).into_response()
}
