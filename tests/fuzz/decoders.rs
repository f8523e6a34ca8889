//! The decoders, each with what it promises. A broken promise is a panic.

pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod photos;
pub(crate) mod wire;

use nhatky_server::error::ApiError;

/// A refusal has a word that programs know and a sentence for people, and does not quote the input.
fn is_clear(refusal: &ApiError) {
    let ApiError::Refused {
        status,
        code,
        message,
    } = refusal
    else {
        panic!("{refusal:?}");
    };
    assert!(status.is_client_error(), "{status}");
    assert!(!code.is_empty() && !message.is_empty() && message.len() < 200);
}
