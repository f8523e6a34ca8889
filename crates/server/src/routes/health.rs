use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::error::ApiError;
use crate::store::{Counters as _, Store};

/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers too: send requests here.
pub(super) async fn readyz<S: Store>(State(app): State<App<S>>) -> Result<&'static str, ApiError> {
    let mut tx = app.store.read().await?;
    match tx.organisation().await? {
        Some(_) => Ok("ready\n"),
        None => Err(ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_founded",
            "there is no organisation",
        )),
    }
}

/// Numbers of this process.
pub(super) async fn metrics<S: Store>(State(app): State<App<S>>) -> String {
    app.metrics.text()
}
