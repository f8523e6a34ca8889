use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use nhatky_domain::ids::PersonId;
use nhatky_sync::protocol::{Activate, Activated, ErrorBody, RenewInstall, RenewedInstall};
use p256::ecdsa::VerifyingKey;

use super::codes;
use crate::app::App;
use crate::code::Code;
use crate::epoch;
use crate::error::ApiError;
use crate::guesses;
use crate::keys::{Purpose, from_base64url};
use crate::payload::Payload;
use crate::room::WritesText;
use crate::session::Signed;
use crate::store::{
    CodeRow, Codes as _, Counters as _, InstallRow, Installs as _, Store, Transaction,
};

const KEY_BYTES: usize = 65;
const MAX_DEVICE_CHARS: usize = 80;

/// Redeems a code for a key. The same pair again gives the same answer, so a lost reply does no
/// harm.
#[utoipa::path(
    post,
    path = "/v1/installs",
    request_body = Activate,
    responses(
        (status = 200, body = Activated),
        (status = 400, body = ErrorBody, description = "malformed_code, malformed_key"),
        (status = 404, body = ErrorBody, description = "unknown_code"),
        (status = 409, body = ErrorBody, description = "code_used, install_taken"),
        (status = 410, body = ErrorBody, description = "code_expired"),
        (status = 429, body = ErrorBody),
        (status = 507, body = ErrorBody, description = "no_room")
    )
)]
pub(super) async fn activate<S: Store>(
    State(app): State<App<S>>,
    _: WritesText,
    Payload(asked): Payload<Activate>,
) -> Result<Json<Activated>, ApiError> {
    let code = codes::parse(&asked.code)?;
    let public_key = read_key(&asked.key)?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    // The same phone may have asked another process at the same time.
    tx.lock_counters().await?;
    guesses::check(&mut tx, &code, now).await?;
    let Some(row) = tx.code(&code.hash(&app.key)).await? else {
        drop(tx);
        return Err(codes::unknown(&app, &code).await?);
    };
    redeem(&app, &mut tx, &code, &row, (&asked, &public_key)).await?;
    settle_install(&mut tx, row.person, &asked, public_key, now).await?;
    let account = app.account(&mut tx, row.person).await?;
    let epoch = epoch::current(&mut tx).await?;
    tx.commit().await?;
    tracing::info!(install = %asked.install, "install activated");
    Ok(Json(Activated {
        account,
        epoch,
        now,
    }))
}

/// Makes an install of the same person, key and device beside the one that asks: the numbers of a
/// copied browser profile go on under a name of their own. Asking again gives the same answer.
#[utoipa::path(
    post,
    path = "/v1/installs/renew",
    request_body = RenewInstall,
    responses(
        (status = 200, body = RenewedInstall),
        (status = 401, body = ErrorBody, description = "signed_out"),
        (status = 403, body = ErrorBody, description = "revoked, cross_site"),
        (status = 409, body = ErrorBody, description = "install_taken"),
        (status = 507, body = ErrorBody, description = "no_room")
    )
)]
pub(super) async fn renew<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    _: WritesText,
    Payload(asked): Payload<RenewInstall>,
) -> Result<Json<RenewedInstall>, ApiError> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    let old = tx.install(signed.install).await?;
    let old = old.ok_or_else(ApiError::signed_out)?;
    match tx.install(asked.install).await? {
        Some(known) if known.person != old.person || known.public_key != old.public_key => {
            return Err(install_taken());
        }
        Some(_) => {}
        None => {
            let row = InstallRow {
                id: asked.install,
                made_at: now,
                seen_at: now,
                pending: 0,
                ..old
            };
            tx.add_install(&row).await?;
            tx.commit().await?;
            tracing::info!(install = %asked.install, of = %signed.install, "install renewed");
        }
    }
    Ok(Json(RenewedInstall {
        install: asked.install,
        now,
    }))
}

/// Marks the code as used by this pair; the pair that used it may come again, also later.
async fn redeem<S: Store>(
    app: &App<S>,
    tx: &mut S::Tx,
    code: &Code,
    row: &CodeRow,
    (asked, public_key): (&Activate, &[u8]),
) -> Result<(), ApiError> {
    let pair = app
        .key
        .hash(Purpose::CodeUser, &[asked.install.0.as_bytes(), public_key]);
    if row.used_by.as_deref() == Some(pair.as_slice()) {
        return Ok(());
    }
    if row.used_by.is_some() && !row.is_reusable {
        return Err(codes::used());
    }
    if row.expires_at <= app.now() {
        return Err(codes::expired());
    }
    if !row.is_reusable && !tx.use_code(&code.hash(&app.key), &pair, app.now()).await? {
        return Err(codes::used());
    }
    Ok(())
}

/// Adds the install unless this very one is there already.
async fn settle_install<T: Transaction>(
    tx: &mut T,
    person: PersonId,
    asked: &Activate,
    public_key: Vec<u8>,
    now: i64,
) -> Result<(), ApiError> {
    if let Some(known) = tx.install(asked.install).await? {
        let is_same = known.person == person && known.public_key == public_key;
        return match known.revoked_at {
            Some(_) if is_same => Err(ApiError::revoked()),
            None if is_same => Ok(()),
            _ => Err(install_taken()),
        };
    }
    let row = InstallRow {
        id: asked.install,
        person,
        public_key,
        device: asked.device.chars().take(MAX_DEVICE_CHARS).collect(),
        made_at: now,
        revoked_at: None,
        seen_at: now,
        app: String::new(),
        pending: 0,
        seen_through: 0,
        highest_seq: 0,
    };
    Ok(tx.add_install(&row).await?)
}

fn install_taken() -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        "install_taken",
        "this install belongs to another key: make a new one",
    )
}

fn read_key(text: &str) -> Result<Vec<u8>, ApiError> {
    from_base64url(text)
        .filter(|key| key.len() == KEY_BYTES && VerifyingKey::from_sec1_bytes(key).is_ok())
        .ok_or_else(|| {
            ApiError::bad_request(
                "malformed_key",
                "a key is an uncompressed P-256 point, 65 bytes, in base64url",
            )
        })
}
