use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nhatky_domain::ids::{BlobHash, UploadId};
use nhatky_sync::protocol::{AnnounceBlob, BlobTicket, ErrorBody};
use uuid::Uuid;

use crate::app::App;
use crate::error::ApiError;
use crate::payload::Payload;
use crate::photo_rights;
use crate::room::WritesPhotos;
use crate::session::Signed;
use crate::store::{
    Blobs as _, Counters as _, PhotoRef, Records as _, Store, Transaction as _, UploadRow,
    Uploads as _,
};

/// What phones make is under 300 KB; a photo they could not shrink may be larger.
const MAX_BLOB_BYTES: u64 = 10 * 1024 * 1024;
/// More than a full outbox of photos; a program that announces more is broken.
const MAX_OPEN_UPLOADS: i64 = 500;
const MIMES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// Announces a photo for a record of one's own. The record may come later.
#[utoipa::path(
    post,
    path = "/v1/blobs",
    request_body = AnnounceBlob,
    responses(
        (status = 200, body = BlobTicket),
        (status = 401, body = ErrorBody, description = "signed_out"),
        (status = 403, body = ErrorBody, description = "not_allowed, revoked, cross_site"),
        (status = 422, body = ErrorBody, description = "blob_too_large, not_an_image"),
        (status = 429, body = ErrorBody),
        (status = 507, body = ErrorBody, description = "no_room_for_photos, no_room")
    )
)]
pub(super) async fn announce<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    _: WritesPhotos,
    Payload(asked): Payload<AnnounceBlob>,
) -> Result<Json<BlobTicket>, ApiError> {
    check(&asked)?;
    let what = PhotoRef {
        sha: asked.sha256,
        record: asked.record,
        person: signed.person,
    };
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    let record = tx.records(&[asked.record]).await?.into_iter().next();
    if record.is_some_and(|row| row.record.author != signed.person) {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "not_allowed",
            "photos are added by the record's author",
        ));
    }
    let is_stored = tx.blob(asked.sha256).await?.is_some();
    let ticket = if is_stored
        && photo_rights::may_claim(&app, &mut tx, signed.person, asked.sha256).await?
    {
        photo_rights::prove(&app, &mut tx, what).await?;
        BlobTicket {
            have: true,
            upload: None,
            offset: asked.size,
        }
    } else {
        open(&app, &mut tx, signed, &asked, what).await?
    };
    tx.commit().await?;
    Ok(Json(ticket))
}

fn check(asked: &AnnounceBlob) -> Result<(), ApiError> {
    let unfit = |code, message: &str| {
        Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            code,
            message,
        ))
    };
    if !MIMES.contains(&asked.mime.as_str()) || asked.size == 0 {
        return unfit("not_an_image", "a JPEG, PNG or WebP");
    }
    if asked.size > MAX_BLOB_BYTES {
        return unfit("blob_too_large", "at most 10 MiB");
    }
    Ok(())
}

/// The upload that goes on, or a new one. Another size than before starts anew.
async fn open<S: Store>(
    app: &App<S>,
    tx: &mut S::Tx,
    signed: Signed,
    asked: &AnnounceBlob,
    what: PhotoRef,
) -> Result<BlobTicket, ApiError> {
    let size = i64::try_from(asked.size).unwrap_or(i64::MAX);
    if let Some(known) = tx.upload_of(what).await? {
        if known.size == size {
            return Ok(ticket(&known));
        }
        tx.end_upload(known.id).await?;
    }
    if tx.open_uploads(signed.person).await? >= MAX_OPEN_UPLOADS {
        return Err(ApiError::TooMany { retry_after_s: 60 });
    }
    let row = UploadRow {
        id: UploadId(Uuid::new_v4()),
        install: signed.install,
        person: signed.person,
        record: asked.record,
        sha: asked.sha256,
        size,
        mime: asked.mime.clone(),
        stored: 0,
        touched_at: app.now(),
    };
    tx.add_upload(&row).await?;
    Ok(ticket(&row))
}

fn ticket(row: &UploadRow) -> BlobTicket {
    BlobTicket {
        have: false,
        upload: Some(row.id),
        offset: u64::try_from(row.stored).unwrap_or(0),
    }
}

/// A photo, for those who may read a record that refers to it.
#[utoipa::path(
    get,
    path = "/v1/blobs/{sha256}",
    params(("sha256" = String, Path, description = "64 lower-case hex digits")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "image/*"),
        (status = 304),
        (status = 401, body = ErrorBody, description = "signed_out"),
        (status = 404, body = ErrorBody, description = "unknown_blob: not there, or not yours to read")
    )
)]
pub(super) async fn read<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let unknown = || ApiError::not_found("unknown_blob");
    let sha: BlobHash = name.parse().map_err(|_| unknown())?;
    let mut tx = app.store.read().await?;
    let row = tx.blob(sha).await?.ok_or_else(unknown)?;
    if !photo_rights::may_read(&app, &mut tx, signed.person, sha).await? {
        return Err(unknown());
    }
    drop(tx);
    let tag = format!("\"{sha}\"");
    let is_fresh = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    // The right to read is asked for each time: several persons may share this browser.
    let cached = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ),
        (
            header::ETAG,
            HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")),
        ),
    ];
    if is_fresh {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    let bytes = app.blobs.get(sha).await?.ok_or_else(unknown)?;
    let mime = HeaderValue::from_str(&row.mime)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok((cached, [(header::CONTENT_TYPE, mime)], bytes).into_response())
}
