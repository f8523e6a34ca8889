use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use nhatky_sync::protocol::{ErrorBody, SignIn, SignedIn, SigningText};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

use crate::app::App;
use crate::error::ApiError;
use crate::keys::from_base64url;
use crate::nonce;
use crate::payload::Payload;
use crate::session::{self, LIFETIME_MS};
use crate::store::{InstallRow, Installs as _, Sessions as _, Store, Transaction as _};

/// Proves possession of the install's key; the reply sets the session cookie, and one that names
/// the install.
#[utoipa::path(
    post,
    path = "/v1/session",
    request_body = SignIn,
    responses(
        (status = 200, body = SignedIn),
        (status = 401, body = ErrorBody, description = "stale_nonce"),
        (status = 403, body = ErrorBody, description = "bad_signature, revoked"),
        (status = 404, body = ErrorBody, description = "unknown_install")
    )
)]
pub(super) async fn sign_in<S: Store>(
    State(app): State<App<S>>,
    Payload(asked): Payload<SignIn>,
) -> Result<Response, ApiError> {
    let now = app.now();
    if !nonce::is_fresh(&app.key, &asked.nonce, now) {
        return Err(stale_nonce());
    }
    let mut tx = app.store.write().await?;
    let Some(install) = tx.install(asked.install).await? else {
        return Err(unknown_install());
    };
    if !is_signed_by(&install, &asked) {
        return Err(bad_signature());
    }
    // Told only to who holds the key.
    if install.revoked_at.is_some() {
        return Err(ApiError::revoked());
    }
    let (hash, cookie) = session::mint(&app.settings, &app.key);
    let expires_at = now + LIFETIME_MS;
    tx.add_session(&hash, install.id, expires_at, now).await?;
    tx.commit().await?;
    let reply = Json(SignedIn { now, expires_at });
    let remembered = session::of_install(&app.settings, install.id);
    let cookies = [cookie, remembered].map(|cookie| (header::SET_COOKIE, cookie));
    Ok((AppendHeaders(cookies), reply).into_response())
}

/// Ends the session. Without one there is nothing to do, which is fine.
#[utoipa::path(delete, path = "/v1/session", responses((status = 204)))]
pub(super) async fn sign_out<S: Store>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(hash) = session::token_hash(&headers, &app.settings, &app.key) {
        let mut tx = app.store.write().await?;
        tx.end_session(&hash).await?;
        tx.commit().await?;
    }
    let cookie = session::farewell(&app.settings);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

fn is_signed_by(install: &InstallRow, asked: &SignIn) -> bool {
    let verify = || {
        let key = VerifyingKey::from_sec1_bytes(&install.public_key).ok()?;
        let bytes = from_base64url(&asked.signature)?;
        let signature = Signature::from_slice(&bytes).ok()?;
        let text = SigningText::of(asked.install, &asked.nonce);
        key.verify(text.as_bytes(), &signature).ok()
    };
    verify().is_some()
}

/// Worth another try with a new nonce.
fn stale_nonce() -> ApiError {
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        "stale_nonce",
        "ask for a new nonce",
    )
}

fn unknown_install() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "unknown_install", "activate first")
}

fn bad_signature() -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "bad_signature",
        "not signed with this install's key",
    )
}
