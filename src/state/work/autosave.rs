//! When what is typed is stored: in a pause of typing, at most half a second after the first
//! keystroke that is not stored yet. Pure.

/// Typing pauses this long between words.
const PAUSE_MS: i64 = 300;
const MOST_MS: i64 = 500;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Autosave {
    /// The first change that is not stored.
    since_ms: Option<i64>,
    last_ms: i64,
}

impl Autosave {
    /// An answer changed. Gives how long to wait before storing.
    pub(super) fn changed(&mut self, now_ms: i64) -> i64 {
        // A clock set back must not put storing off.
        let since_ms = self
            .since_ms
            .filter(|since_ms| *since_ms <= now_ms)
            .unwrap_or(now_ms);
        self.since_ms = Some(since_ms);
        self.last_ms = now_ms;
        (now_ms + PAUSE_MS).min(since_ms + MOST_MS) - now_ms
    }

    pub(super) fn is_due(self) -> bool {
        self.since_ms.is_some()
    }

    /// What is on the screen goes to the store at this moment.
    pub(super) fn taken(&mut self) {
        self.since_ms = None;
    }

    /// It did not get there.
    pub(super) fn failed(&mut self) {
        self.since_ms.get_or_insert(self.last_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_typing_is_stored_within_half_a_second() {
        let mut autosave = Autosave::default();
        assert_eq!(autosave.changed(1_000), 300);
        assert_eq!(autosave.changed(1_150), 300);
        assert_eq!(autosave.changed(1_300), 200);
        assert_eq!(autosave.changed(1_450), 50);
        autosave.taken();
        assert!(!autosave.is_due());
        assert_eq!(autosave.changed(1_460), 300);
    }

    #[test]
    fn a_clock_set_back_delays_nothing() {
        let mut autosave = Autosave::default();
        autosave.changed(1_000_000);
        assert_eq!(autosave.changed(10), 300);
    }

    #[test]
    fn what_failed_is_due_again() {
        let mut autosave = Autosave::default();
        autosave.changed(1_000);
        autosave.taken();
        autosave.failed();
        assert!(autosave.is_due());
    }
}
