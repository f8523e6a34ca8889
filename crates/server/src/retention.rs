//! What is removed once it is old enough. Everything stays unless the operator says how long.
//!
//! > A record's text, its newest version and every mutation that settled are never removed.
//! > A removed photo still counts as arrived: nobody is asked to send it again.
//! > A photo's file goes after its row: what is cut in between leaves a file that nobody counts on.

use nhatky_domain::ids::BlobHash;

use crate::app::App;
use crate::clock_guard;
use crate::error::ApiError;
use crate::photo_place;
use crate::store::{Counters as _, Retention as _, Store, Transaction as _};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const PAGE: u32 = 200;
/// Phones offer again what is younger, and may be asked for it.
pub const LEAST_DAYS: u32 = 90;

/// How many days things are kept; without a number, for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keep {
    pub photos_days: Option<u32>,
    pub quarantined_days: Option<u32>,
    pub versions_days: Option<u32>,
}

impl Keep {
    /// Photos, quarantined mutations and replaced versions from before these moments may go.
    #[must_use]
    pub fn before(self, now: i64) -> [i64; 3] {
        let before = |days: u32| now.saturating_sub(i64::from(days.max(LEAST_DAYS)) * DAY_MS);
        [self.photos_days, self.quarantined_days, self.versions_days]
            .map(|days| days.map_or(i64::MIN, before))
    }
}

/// How much went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    pub photos: u64,
    pub quarantined: u64,
    pub versions: u64,
}

/// Removes what is older than [`crate::settings::Settings::keep`] says; nothing while the clock
/// may be ahead.
///
/// # Errors
/// The store or the blob store fails; the rest goes another day.
pub async fn tidy<S: Store>(app: &App<S>) -> Result<Removed, ApiError> {
    if app.settings.keep == Keep::default() {
        return Ok(Removed::default());
    }
    if !clock_guard::tells_age(app).await? {
        tracing::warn!("no phone was heard for days: what is old stays until one is");
        return Ok(Removed::default());
    }
    let [photos, quarantined, versions] = app.settings.keep.before(app.now());
    let mut removed = Removed::default();
    // Elsewhere their files would stay for good.
    if photo_place::is_ours(&app.store, &app.blobs).await? {
        removed.photos = remove_photos(app, photos).await?;
    }
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    removed.quarantined = tx.drop_quarantined(quarantined).await?;
    removed.versions = tx.drop_versions(versions).await?;
    tx.commit().await?;
    app.metrics.note_removed(removed);
    Ok(removed)
}

async fn remove_photos<S: Store>(app: &App<S>, before: i64) -> Result<u64, ApiError> {
    let mut after: Option<BlobHash> = None;
    let mut removed = 0;
    loop {
        let mut tx = app.store.read().await?;
        let page = tx.old_blobs(before, after, PAGE).await?;
        drop(tx);
        let Some(last) = page.last() else {
            return Ok(removed);
        };
        after = Some(*last);
        for sha in page {
            remove_photo(app, sha).await?;
            removed += 1;
        }
    }
}

async fn remove_photo<S: Store>(app: &App<S>, sha: BlobHash) -> Result<(), ApiError> {
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    tx.drop_blob(sha).await?;
    tx.commit().await?;
    // With the counters held nobody announces it anew before its file is gone.
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    if tx.is_unwanted(sha).await? {
        app.blobs.remove(sha).await?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_old_unless_days_are_given_and_never_what_phones_still_hold() {
        assert_eq!(Keep::default().before(i64::MAX), [i64::MIN; 3]);
        let keep = Keep {
            photos_days: Some(730),
            versions_days: Some(1),
            ..Keep::default()
        };
        let before = [270 * DAY_MS, i64::MIN, 910 * DAY_MS];
        assert_eq!(keep.before(1_000 * DAY_MS), before);
    }
}
