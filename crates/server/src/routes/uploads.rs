use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nhatky_domain::ids::UploadId;
use nhatky_sync::protocol::{ChunkReply, ErrorBody};

use crate::app::App;
use crate::error::{ApiError, envelope};
use crate::image_check;
use crate::keys::sha256;
use crate::payload;
use crate::photo_rights;
use crate::room::WritesPhotos;
use crate::session::Signed;
use crate::store::{
    BlobRow, Blobs as _, Counters as _, PhotoRef, Store, Transaction as _, UploadRow, Uploads as _,
};

/// Phones send at most 1 MiB.
const MAX_CHUNK_BYTES: usize = 2 * 1024 * 1024;
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");

/// How far an upload has come.
#[utoipa::path(
    head,
    path = "/v1/uploads/{id}",
    params(("id" = String, Path)),
    responses(
        (status = 200, headers(("Upload-Offset" = u64), ("Upload-Length" = u64))),
        (status = 401, description = "signed_out"),
        (status = 404, description = "unknown_upload")
    )
)]
pub(super) async fn look<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let row = find(&mut app.store.read().await?, signed, &id).await?;
    let headers = [
        (OFFSET, HeaderValue::from(row.stored)),
        (LENGTH, HeaderValue::from(row.size)),
    ];
    Ok((StatusCode::OK, headers).into_response())
}

/// Appends a chunk at the stored offset. The last one brings the check of the whole.
#[utoipa::path(
    patch,
    path = "/v1/uploads/{id}",
    params(
        ("id" = String, Path),
        ("Upload-Offset" = u64, Header, description = "Bytes that the server has"),
        ("Upload-Checksum" = String, Header, description = "sha256 and the chunk's hash in base64")
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 200, body = ChunkReply),
        (status = 400, body = ErrorBody, description = "malformed, body_cut, wrong_checksum"),
        (status = 404, body = ErrorBody, description = "unknown_upload"),
        (status = 409, body = ErrorBody, description = "wrong_offset; Upload-Offset has the right one"),
        (status = 413, body = ErrorBody, description = "body_too_large"),
        (status = 422, body = ErrorBody, description = "wrong_hash, not_an_image, too_many_pixels, too_long"),
        (status = 507, body = ErrorBody, description = "no_room_for_photos, no_room")
    )
)]
pub(super) async fn append<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    Path(id): Path<String>,
    _: WritesPhotos,
    request: Request,
) -> Result<Response, ApiError> {
    let (offset, checksum) = read_head(request.headers())?;
    let chunk = payload::read(request, MAX_CHUNK_BYTES).await?;
    if sha256(&chunk) != checksum {
        return Err(ApiError::bad_request(
            "wrong_checksum",
            "the chunk is not what it says",
        ));
    }
    let row = find(&mut app.store.read().await?, signed, &id).await?;
    if row.stored != offset {
        return Ok(wrong_offset(row.stored));
    }
    let end = offset.saturating_add(i64::try_from(chunk.len()).unwrap_or(i64::MAX));
    if end > row.size {
        return Err(unfit("too_long", "more bytes than were announced"));
    }
    let added = chunk.len();
    let at = u64::try_from(offset).unwrap_or(0);
    if !app.uploads.append(row.id, at, chunk).await? {
        return restart(&app, &row).await;
    }
    let is_whole = end == row.size;
    let moved = if is_whole {
        finish(&app, &row).await?
    } else {
        advance(&app, &row, end).await?
    };
    if !moved {
        let now = find(&mut app.store.read().await?, signed, &id).await?;
        return Ok(wrong_offset(now.stored));
    }
    app.metrics.chunk_bytes.inc_by(added as u64);
    let reply = ChunkReply {
        offset: u64::try_from(end).unwrap_or(0),
        complete: is_whole,
    };
    Ok(Json(reply).into_response())
}

async fn advance<S: Store>(app: &App<S>, row: &UploadRow, end: i64) -> Result<bool, ApiError> {
    let mut tx = app.store.write().await?;
    let moved = tx.move_upload(row.id, row.stored, end, app.now()).await?;
    tx.commit().await?;
    Ok(moved)
}

/// Checks the whole, keeps it, and tells the readers of its record. Bytes that are not what was
/// announced, or no photo, are thrown away. False if the upload has ended meanwhile.
async fn finish<S: Store>(app: &App<S>, row: &UploadRow) -> Result<bool, ApiError> {
    let size = u64::try_from(row.size).unwrap_or(0);
    let bytes = app.uploads.read(row.id, size).await?;
    let mime = match check(&bytes, row) {
        Ok(mime) => mime,
        Err(refusal) => {
            drop(restart(app, row).await?);
            return Err(refusal);
        }
    };
    app.blobs.put(row.sha, bytes).await?;
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    if tx.upload(row.id).await?.is_none() {
        return Ok(false);
    }
    tx.add_blob(&BlobRow {
        sha: row.sha,
        size: row.size,
        mime: mime.to_owned(),
        received_at: app.now(),
    })
    .await?;
    let proof = PhotoRef {
        sha: row.sha,
        record: row.record,
        person: row.person,
    };
    photo_rights::prove(app, &mut tx, proof).await?;
    tx.end_upload(row.id).await?;
    tx.commit().await?;
    app.metrics.blobs.inc();
    // The blob is safe; a file left behind is only litter.
    if let Err(error) = app.uploads.remove(row.id).await {
        tracing::warn!(%error, "an upload's file stays behind");
    }
    Ok(true)
}

fn check(bytes: &Bytes, row: &UploadRow) -> Result<&'static str, ApiError> {
    if sha256(bytes) != row.sha.0 {
        return Err(unfit("wrong_hash", "not the bytes that were announced"));
    }
    image_check::check(bytes).map_err(|why| unfit(why.code(), "not kept"))
}

/// Back to the first byte.
async fn restart<S: Store>(app: &App<S>, row: &UploadRow) -> Result<Response, ApiError> {
    let mut tx = app.store.write().await?;
    tx.move_upload(row.id, row.stored, 0, app.now()).await?;
    tx.commit().await?;
    app.uploads.remove(row.id).await?;
    Ok(wrong_offset(0))
}

/// Somebody else's upload looks like none.
async fn find<T: crate::store::Uploads + Send>(
    tx: &mut T,
    signed: Signed,
    id: &str,
) -> Result<UploadRow, ApiError> {
    let unknown = || ApiError::not_found("unknown_upload");
    let id: UploadId = id.parse().map_err(|_| unknown())?;
    let row = tx.upload(id).await?;
    row.filter(|row| row.person == signed.person)
        .ok_or_else(unknown)
}

/// Where a chunk belongs and what it hashes to.
///
/// # Errors
/// A header is missing or not written so.
pub fn read_head(headers: &HeaderMap) -> Result<(i64, [u8; 32]), ApiError> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let offset = text(OFFSET).and_then(|text| text.parse().ok());
    let offset = offset.filter(|offset: &i64| *offset >= 0);
    let checksum = text(CHECKSUM)
        .and_then(|text| text.strip_prefix("sha256 "))
        .and_then(|text| STANDARD.decode(text).ok())
        .and_then(|bytes| bytes.try_into().ok());
    offset.zip(checksum).ok_or_else(|| {
        ApiError::bad_request(
            "malformed",
            "a chunk needs Upload-Offset and Upload-Checksum: sha256 <base64>",
        )
    })
}

fn wrong_offset(stored: i64) -> Response {
    let mut response = envelope(
        StatusCode::CONFLICT,
        "wrong_offset",
        format!("the server has {stored} bytes"),
    );
    response
        .headers_mut()
        .insert(OFFSET, HeaderValue::from(stored));
    response
}

fn unfit(code: &'static str, message: &str) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
}
