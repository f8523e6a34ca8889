//! Endpoints called without HTTP around them, for simulations. Who asks is told, not proven, clock
//! and disk are not looked at; all the rest is what the router calls.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt as _;
use nhatky_domain::ids::{InstallId, UploadId};
use nhatky_sync::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, PullReply, PullRequest, PushReply, RenewInstall,
};

use super::uploads::{CHECKSUM, OFFSET};
use crate::app::App;
use crate::clock_guard::RightClock;
use crate::error::ApiError;
use crate::keys::sha256;
use crate::payload::{self, Payload};
use crate::room::{WritesPhotos, WritesText};
use crate::session::Signed;
use crate::store::Store;

/// # Errors
/// As over HTTP.
pub async fn hello<S: Store>(app: &App<S>) -> Result<Hello, ApiError> {
    let greeting = super::hello::Greeting { n: String::new() };
    let Json(hello) = super::hello::hello(State(app.clone()), Ok(Query(greeting))).await?;
    Ok(hello)
}

/// # Errors
/// As over HTTP.
pub async fn renew<S: Store>(
    app: &App<S>,
    signed: Signed,
    install: InstallId,
) -> Result<(), ApiError> {
    let asked = Payload(RenewInstall { install });
    let answer = super::installs::renew(State(app.clone()), signed, WritesText, asked).await;
    answer.map(|_| ())
}

/// # Errors
/// As over HTTP.
pub async fn push<S: Store>(
    app: &App<S>,
    signed: Signed,
    body: String,
) -> Result<PushReply, ApiError> {
    let request = Request::new(Body::from(body));
    let Json(reply) =
        super::push::push(State(app.clone()), signed, RightClock, WritesText, request).await?;
    Ok(reply)
}

/// # Errors
/// As over HTTP.
pub async fn pull<S: Store>(
    app: &App<S>,
    signed: Signed,
    asked: PullRequest,
) -> Result<PullReply, ApiError> {
    let Json(reply) = super::pull::pull(State(app.clone()), signed, Payload(asked)).await?;
    Ok(reply)
}

/// # Errors
/// As over HTTP.
pub async fn catalogue<S: Store>(app: &App<S>, signed: Signed) -> Result<String, ApiError> {
    let answer = super::catalogue::catalogue(State(app.clone()), signed, HeaderMap::new()).await?;
    Ok(String::from_utf8_lossy(&bytes_of(answer).await).into_owned())
}

/// # Errors
/// As over HTTP.
pub async fn announce<S: Store>(
    app: &App<S>,
    signed: Signed,
    asked: AnnounceBlob,
) -> Result<BlobTicket, ApiError> {
    let Json(ticket) =
        super::blobs::announce(State(app.clone()), signed, WritesPhotos, Payload(asked)).await?;
    Ok(ticket)
}

/// Another offset than the server's is answered by the server's.
///
/// # Errors
/// As over HTTP.
pub async fn append<S: Store>(
    app: &App<S>,
    signed: Signed,
    upload: UploadId,
    offset: u64,
    chunk: Vec<u8>,
) -> Result<ChunkReply, ApiError> {
    let checksum = STANDARD.encode(sha256(&chunk));
    let request = Request::builder()
        .header(OFFSET, offset)
        .header(CHECKSUM, format!("sha256 {checksum}"))
        .body(Body::from(chunk))
        .map_err(|error| ApiError::bad_request("malformed", error.to_string()))?;
    let path = Path(upload.to_string());
    let answer =
        super::uploads::append(State(app.clone()), signed, path, WritesPhotos, request).await?;
    if answer.status() == StatusCode::OK {
        return payload::parse(&bytes_of(answer).await);
    }
    let stands_at = answer.headers().get(OFFSET);
    let stands_at = stands_at.and_then(|offset| offset.to_str().ok()?.parse().ok());
    Ok(ChunkReply {
        offset: stands_at.unwrap_or(0),
        complete: false,
    })
}

async fn bytes_of(answer: Response) -> Bytes {
    let collected = answer.into_body().collect().await;
    collected.map_or_else(|_| Bytes::new(), |body| body.to_bytes())
}
