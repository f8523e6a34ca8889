//! Backups by themselves, once a day.

use std::time::Duration;

use nhatky_domain::date::{TimeOfDay, Timestamp};
use tokio::time::MissedTickBehavior;

use super::{BackupError, Done, Journal, Location, make, recovery_key};
use crate::app::App;
use crate::folder::DataFolder;
use crate::lost_photos;
use crate::store::Store;
use crate::store::sqlite::SqliteStore;

/// A machine that slept notices within this time that a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const RETRY_AFTER_MS: i64 = 60 * 60 * 1000;

/// Of what, where to and when.
#[derive(Debug)]
pub struct Schedule {
    store: SqliteStore,
    folder: DataFolder,
    to: Location,
    at: TimeOfDay,
}

impl Schedule {
    /// # Errors
    /// There is no recovery key to encrypt backups with.
    pub fn new(
        store: SqliteStore,
        folder: DataFolder,
        to: Location,
        at: TimeOfDay,
    ) -> Result<Self, BackupError> {
        recovery_key::public(&folder)?;
        Ok(Self {
            store,
            folder,
            to,
            at,
        })
    }
}

/// Never ends. Without any backup so far the first one is made at once. The app is the one that
/// serves the schedule's store.
pub async fn run<S: Store>(app: App<S>, schedule: Schedule) {
    let Schedule {
        store,
        folder,
        to,
        at,
    } = schedule;
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let now = app.clock.now();
        if !is_due(at, &Journal::of(&folder), now) {
            continue;
        }
        match make(&folder, &store, &app.blobs, &to, now).await {
            Ok(done) => made(&app, &done).await,
            Err(error) => tracing::error!(?error, "no backup was made"),
        }
    }
}

/// A backup reads every photo: what it found damaged is asked for again.
async fn made<S: Store>(app: &App<S>, done: &Done) {
    let missing = done.missing.len();
    tracing::info!(
        size_bytes = done.size_bytes,
        records = done.records,
        photos = done.photos,
        missing,
        "backup made"
    );
    if let Some(verdict) = &done.broken_audit {
        tracing::error!(verdict, "what is stored is not what was written");
    }
    if missing == 0 {
        return;
    }
    if let Err(error) = lost_photos::search(app, i64::MIN).await {
        tracing::error!(?error, "lost photos are still counted on");
    }
}

/// From its time on until a backup of that day is there; an hour after a failure again. One from a
/// time that has not come yet, made while the clock was ahead, counts for no day.
fn is_due(at: TimeOfDay, journal: &Journal, now: Timestamp) -> bool {
    let today = Timestamp::from_vn(now.vn_date(), at);
    let due = if today <= now {
        today
    } else {
        Timestamp::from_vn(now.vn_date().plus_days(-1), at)
    };
    let last_good = journal.last_good.as_ref();
    let is_made = last_good.is_some_and(|done| (due.0..=now.0).contains(&done.made_at));
    let failure = journal.failure.as_ref();
    let is_resting = failure.is_some_and(|failure| {
        let since_ms = now.0 - failure.at;
        failure.at >= due.0 && (0..RETRY_AFTER_MS).contains(&since_ms)
    });
    !is_made && !is_resting
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use nhatky_domain::date::Date;

    use super::super::journal::Failure;
    use super::*;

    fn at(day: u8, time: &str) -> Timestamp {
        let date = Date::new(2020, 7, day).unwrap();
        Timestamp::from_vn(date, TimeOfDay::parse(time).unwrap())
    }

    fn is_due_at(good: Option<Timestamp>, failed: Option<Timestamp>, now: Timestamp) -> bool {
        let journal = Journal {
            last_good: good.map(|moment| Done {
                made_at: moment.0,
                file: PathBuf::new(),
                size_bytes: 0,
                records: 0,
                photos: 0,
                missing: Vec::new(),
                broken_audit: None,
            }),
            failure: failed.map(|moment| Failure {
                at: moment.0,
                why: String::new(),
            }),
            restored: None,
        };
        is_due(TimeOfDay::parse("02:30").unwrap(), &journal, now)
    }

    #[test]
    fn the_first_backup_is_due_at_once() {
        assert!(is_due_at(None, None, at(24, "12:00")));
    }

    #[test]
    fn one_is_due_each_day_from_its_time_on() {
        let last = Some(at(23, "02:31"));
        assert!(!is_due_at(last, None, at(23, "23:59")));
        assert!(!is_due_at(last, None, at(24, "02:29")));
        assert!(is_due_at(last, None, at(24, "02:30")));
        assert!(is_due_at(last, None, at(24, "09:00")), "the server was off");
        assert!(!is_due_at(Some(at(24, "09:00")), None, at(24, "12:00")));
    }

    #[test]
    fn a_backup_made_while_the_clock_was_ahead_does_not_stand_in_the_way() {
        let ahead = Some(at(28, "02:31"));
        assert!(is_due_at(ahead, None, at(24, "12:00")));
        assert!(!is_due_at(Some(at(24, "12:00")), None, at(24, "12:01")));
    }

    #[test]
    fn after_a_failure_it_is_tried_again_an_hour_later() {
        let last = Some(at(23, "02:31"));
        let failed = Some(at(24, "02:31"));
        assert!(!is_due_at(last, failed, at(24, "03:30")));
        assert!(is_due_at(last, failed, at(24, "03:31")));
    }
}
