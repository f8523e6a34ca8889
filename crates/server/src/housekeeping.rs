//! What happens by itself: uploads that nobody went on with are thrown away, mutations that waited
//! for a holding or a unit are tried again, photos that are lost are noticed, and
//! what is old enough is removed.

use std::time::Duration;

use crate::app::App;
use crate::apply;
use crate::error::ApiError;
use crate::lost_photos;
use crate::retention::{self, Removed};
use crate::store::{Store, Transaction as _, Uploads as _};

const EVERY: Duration = Duration::from_secs(60 * 60);
const UPLOAD_LIFETIME_MS: i64 = 30 * 24 * 60 * 60 * 1000;

const HOURS_A_DAY: u64 = 24;
/// Photos that came within this time are read in full: a loss of power can reach them.
const NEW_PHOTOS_MS: i64 = 24 * 60 * 60 * 1000;

/// Never ends. A failure is logged and tried again an hour later.
pub async fn run<S: Store>(app: App<S>) {
    let mut ticks = tokio::time::interval(EVERY);
    for hour in 0_u64.. {
        ticks.tick().await;
        if hour % HOURS_A_DAY == 0 {
            look_for_photos(&app).await;
            tidy(&app).await;
        }
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

/// At the start, because the power may have gone, and daily.
async fn look_for_photos<S: Store>(app: &App<S>) {
    if let Err(error) = lost_photos::search(app, app.now() - NEW_PHOTOS_MS).await {
        tracing::error!(?error, "photos were not looked for");
    }
}

async fn tidy<S: Store>(app: &App<S>) {
    match retention::tidy(app).await {
        Ok(removed) if removed == Removed::default() => {}
        Ok(removed) => tracing::info!(?removed, "old enough to be removed"),
        Err(error) => tracing::error!(?error, "what is old stays"),
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
