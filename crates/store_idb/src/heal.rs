//! When a dead connection is worth opening anew.
//!
//! Browsers drop their storage process, corrupt its files or take the connection away under a
//! sleeping page; every later call on the old handle then fails. Most of these are cured by a new
//! handle. Never more than a few times a minute: a storage that is really broken must be said to be.

use nhatky_sync::store::StoreError;

const MOST: usize = 3;
const WITHIN_MS: f64 = 60_000.0;

/// Whether a new handle may help.
pub(crate) fn is_curable(error: &StoreError) -> bool {
    const NAMES: [&str; 5] = [
        "InvalidStateError",
        "UnknownError",
        "AbortError",
        "TimeoutError",
        "NotReadableError",
    ];
    matches!(error, StoreError::Failed { name, .. } if NAMES.contains(&name.as_str()))
}

/// The times of the latest heals.
#[derive(Debug, Default)]
pub(crate) struct Heals(Vec<f64>);

impl Heals {
    /// Takes one, if one is left at this moment.
    pub(crate) fn take(&mut self, now_ms: f64) -> bool {
        // A clock set back must not lock healing out.
        self.0
            .retain(|at_ms| *at_ms <= now_ms && now_ms - at_ms < WITHIN_MS);
        let is_left = self.0.len() < MOST;
        if is_left {
            self.0.push(now_ms);
        }
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourth_heal_within_a_minute_is_refused_and_a_later_one_is_not() {
        let mut heals = Heals::default();
        let taken = [0.0, 10.0, 20.0, 30.0, 60_005.0].map(|now_ms| heals.take(now_ms));
        assert_eq!(taken, [true, true, true, false, true]);
    }

    #[test]
    fn a_clock_set_back_does_not_lock_healing_out() {
        let mut heals = Heals::default();
        for _ in 0..3 {
            heals.take(1_000_000.0);
        }
        assert!(heals.take(0.0));
    }

    #[test]
    fn a_full_disk_is_not_cured_by_a_new_handle() {
        assert!(!is_curable(&StoreError::QuotaExceeded));
        assert!(!is_curable(&StoreError::CursorMoved));
        let closing = StoreError::Failed {
            name: "InvalidStateError".to_owned(),
            message: "The database connection is closing.".to_owned(),
        };
        assert!(is_curable(&closing));
    }
}
