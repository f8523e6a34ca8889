//! What an HTTP answer means. One mapping for the app and for tests.
//!
//! > No status settles anything: it says when and how to try again. Only outcomes in a readable
//! > answer of our server settle.

use serde::de::DeserializeOwned;

use super::{Answered, RemoteError};
use crate::json;
use crate::protocol::ErrorBody;

/// An answer as it came over the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpAnswer {
    pub status: u16,
    pub content_type: Option<String>,
    pub retry_after: Option<String>,
    pub text: String,
}

const JSON: &str = "application/json";
/// Codes with which a server refuses pushes alone.
const READ_ONLY: [&str; 2] = ["clock_behind", "sealed"];
/// Refusals of somebody on the way that have nothing to do with what was sent: sign in, sign in to
/// the proxy, too slow, too often.
const WHOLE_LINE: [u16; 4] = [401, 407, 408, 429];
/// A server that is busy and does not say for how long.
const DEFAULT_RETRY_MS: i64 = 10_000;

impl HttpAnswer {
    /// The text of a good answer.
    ///
    /// # Errors
    /// What the server had against the request; `Offline` or `Intercepted` if somebody else
    /// answered: our server always says that it speaks JSON.
    pub fn accepted(self) -> Answered<String> {
        // A proxy before the server says so in words of its own: less at a time may pass.
        if self.status == 413 {
            return Err(RemoteError::TooLarge);
        }
        let says = self.content_type.as_deref().unwrap_or_default();
        if !says.starts_with(JSON) {
            return Err(match self.status {
                400..500 if !WHOLE_LINE.contains(&self.status) => RemoteError::Intercepted,
                _ => RemoteError::Offline,
            });
        }
        if (200..300).contains(&self.status) {
            return Ok(self.text);
        }
        Err(self.refusal())
    }

    /// A good answer, read.
    ///
    /// # Errors
    /// As [`Self::accepted`]; `Failed` for an answer that was cut or is of another kind.
    pub fn read<T: DeserializeOwned>(self) -> Answered<T> {
        let status = self.status;
        json::from_text(&self.accepted()?).map_err(|_| RemoteError::Failed { status })
    }

    fn refusal(&self) -> RemoteError {
        let status = self.status;
        let code = || {
            let body = json::from_text::<ErrorBody>(&self.text);
            body.map(|body| body.code).ok()
        };
        match status {
            401 => RemoteError::SignedOut,
            413 => RemoteError::TooLarge,
            503 if READ_ONLY.contains(&code().unwrap_or_default().as_str()) => {
                RemoteError::ReadOnly {
                    retry_after_ms: self.retry_after_ms(),
                }
            }
            429 | 503 => RemoteError::Busy {
                retry_after_ms: self.retry_after_ms(),
            },
            507 => RemoteError::NoRoom {
                photos_only: code().as_deref() == Some("no_room_for_photos"),
            },
            400..500 => match code() {
                Some(code) if code == "revoked" => RemoteError::Revoked,
                // A restored server may lack the install: a new code lets the person in again.
                Some(code) if code == "unknown_install" => RemoteError::SignedOut,
                Some(code) => RemoteError::Refused { code },
                None => RemoteError::Failed { status },
            },
            _ => RemoteError::Failed { status },
        }
    }

    fn retry_after_ms(&self) -> i64 {
        let seconds = self.retry_after.as_deref().map(str::parse::<i64>);
        match seconds {
            Some(Ok(seconds)) => seconds.saturating_mul(1000),
            _ => DEFAULT_RETRY_MS,
        }
    }
}
