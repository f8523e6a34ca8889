use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use nhatky_sync::protocol::LastInstall;

use crate::app::App;
use crate::apply;
use crate::error::ApiError;
use crate::session;
use crate::store::{Installs as _, Store};

/// What the install that this browser held before still owed, so that a person whose browser has
/// thrown everything away can be told. Needs no session: nothing of the person is in it.
#[utoipa::path(
    get,
    path = "/v1/installs/last",
    responses((status = 200, body = Option<LastInstall>))
)]
pub(super) async fn last_install<S: Store>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Result<Json<Option<LastInstall>>, ApiError> {
    let Some(id) = session::last_install(&headers, &app.settings) else {
        return Ok(Json(None));
    };
    let mut tx = app.store.read().await?;
    let Some(install) = tx.install(id).await? else {
        return Ok(Json(None));
    };
    let missing = apply::missing(&mut tx, &install).await?;
    Ok(Json(Some(LastInstall {
        seen_at: install.seen_at,
        pending: u32::try_from(install.pending).unwrap_or(0),
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
    })))
}
