//! What happens by itself: uploads that nobody went on with are thrown away, and mutations that
//! waited for a holding or a unit are tried again.

use std::time::Duration;

use crate::app::App;
use crate::apply;
use crate::error::ApiError;
use crate::store::{Store, Transaction as _, Uploads as _};

const EVERY: Duration = Duration::from_secs(60 * 60);
const UPLOAD_LIFETIME_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Never ends. A failure is logged and tried again an hour later.
pub async fn run<S: Store>(app: App<S>) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match drop_stale_uploads(&app).await {
            Ok(0) => {}
            Ok(dropped) => tracing::info!(dropped, "stale uploads dropped"),
            Err(error) => tracing::error!(?error, "stale uploads stay"),
        }
        match apply::retry_held(&app).await {
            Ok(0) => {}
            Ok(settled) => tracing::info!(settled, "held mutations could be applied"),
            Err(error) => tracing::error!(%error, "held mutations wait on"),
        }
    }
}

/// Returns how many. The phone announces the photo again if it still has it.
///
/// # Errors
/// The store or the folder fails.
pub async fn drop_stale_uploads<S: Store>(app: &App<S>) -> Result<usize, ApiError> {
    let before = app.now() - UPLOAD_LIFETIME_MS;
    let stale = app.store.read().await?.stale_uploads(before).await?;
    for id in &stale {
        let mut tx = app.store.write().await?;
        tx.end_upload(*id).await?;
        tx.commit().await?;
        app.uploads.remove(*id).await?;
    }
    Ok(stale.len())
}
