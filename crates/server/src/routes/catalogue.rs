use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nhatky_sync::protocol::ErrorBody;

use crate::app::App;
use crate::error::ApiError;
use crate::session::Signed;
use crate::store::Store;

/// Forms, indicators, units and the rest that a phone needs to work without a signal.
#[utoipa::path(
    get,
    path = "/v1/catalogue",
    responses(
        (status = 200, body = Object, content_type = "application/json"),
        (status = 304),
        (status = 401, body = ErrorBody)
    )
)]
pub(super) async fn catalogue<S: Store>(
    State(app): State<App<S>>,
    _signed: Signed,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let mut tx = app.store.read().await?;
    let directory = app.directory.current(&mut tx).await?;
    let quoted = format!("\"{}\"", directory.catalogue.version);
    let etag = HeaderValue::from_str(&quoted).unwrap_or(HeaderValue::from_static("\"0\""));
    let cached = [
        (header::ETAG, etag.clone()),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ),
    ];
    if matches(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    let json = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    Ok((cached, json, directory.json.clone()).into_response())
}

/// Compression makes the tag a weak one on its way: compared without the mark.
fn matches(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let asked = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let ours = etag.to_str().unwrap_or_default();
    asked.is_some_and(|asked| {
        asked
            .split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == ours)
    })
}
