//! When the phone may forget what the server has taken. Times are the server's alone: the clock of
//! a phone may stand in 1970 or ten years ahead.

use super::{Effect, Engine};

const DAY_MS: i64 = 24 * 3_600_000;
/// How long a settled mutation and a confirmed photo stay, so that a server that was put back to
/// an earlier state gets them again.
const RETENTION_MS: i64 = 90 * DAY_MS;

/// Whether something that is done once a day, and once after each start, is to be done now.
pub(super) fn is_due(last_ms: Option<i64>, now_ms: i64) -> bool {
    last_ms.is_none_or(|last_ms| (now_ms - last_ms).abs() >= DAY_MS)
}

impl Engine {
    /// Once a day and once after each start, when a round has ended well.
    pub(super) fn forget_old(&mut self) -> Option<Effect> {
        let now_ms = self.server_time_ms;
        if !is_due(self.forgot_at_ms, now_ms) {
            return None;
        }
        self.forgot_at_ms = Some(now_ms);
        Some(Effect::ForgetBefore(now_ms - RETENTION_MS))
    }
}
