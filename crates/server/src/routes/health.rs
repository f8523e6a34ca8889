use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::backup::Journal;
use crate::clock_guard::ClockState;
use crate::error::ApiError;
use crate::photo_place::{self, Standing};
use crate::room::Room;
use crate::store::{Counters as _, Store, StoreError};

/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers too: send requests here. What is not taken for a while although reading
/// goes on is told in lines of its own.
pub(super) async fn readyz<S: Store>(State(app): State<App<S>>) -> Result<String, ApiError> {
    let mut tx = app.store.read().await?;
    match tx.organisation().await? {
        Some(_) => Ok(readiness(
            ClockState::now(&app).await?,
            app.settings.room.room(),
            tx.sealed_at().await?.is_some(),
            photo_place::standing(&app.store, &app.blobs).await?,
        )),
        None => Err(ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_founded",
            "there is no organisation",
        )),
    }
}

fn readiness(clock: ClockState, room: Room, is_sealed: bool, standing: Standing) -> String {
    let mut text = String::from("ready\n");
    if clock != ClockState::Plausible {
        text.push_str("the clock is behind: pushes wait\n");
    }
    if is_sealed {
        text.push_str("moved away: writes wait for the successor\n");
    }
    if standing == Standing::Foreign {
        text.push_str("the folder of photos is another one: photos wait\n");
    }
    text.push_str(match room {
        Room::ForPhotos => "",
        Room::ForText => "the disk fills up: photos wait\n",
        Room::ForNothing => "the disk is full: writes wait\n",
    });
    text
}

/// Numbers of this process, and of the database as far as it answers.
pub(super) async fn metrics<S: Store>(State(app): State<App<S>>) -> String {
    match look(&app).await {
        Ok((epochs, clock)) => app.metrics.note_database(epochs, clock),
        Err(error) => tracing::warn!(%error, "the database does not say its numbers"),
    }
    match photo_place::standing(&app.store, &app.blobs).await {
        Ok(standing) => app.metrics.note_place(standing),
        Err(error) => tracing::warn!(%error, "it is not known whose the photos are"),
    }
    if let Some(space) = app.settings.room.space() {
        app.metrics.note_space(space);
    }
    if let Some(folder) = &app.settings.backups_of {
        app.metrics.note_backups(&Journal::of(folder), app.now());
    }
    app.metrics.text()
}

async fn look<S: Store>(app: &App<S>) -> Result<(usize, ClockState), StoreError> {
    let epochs = app.store.read().await?.epochs().await?.len();
    Ok((epochs, ClockState::now(app).await?))
}
