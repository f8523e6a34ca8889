//! The server's time. Order, deadlines and «Máy chủ đã nhận» use it alone.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use nhatky_domain::date::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;
}

/// A clock that everything shares.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock, moved by a fixed amount: a demo plays on a day of its own.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    ahead_ms: i64,
}

impl SystemClock {
    #[must_use]
    pub fn real() -> Self {
        Self { ahead_ms: 0 }
    }

    /// Shows `start` now and goes on from there.
    #[must_use]
    pub fn starting_at(start: Timestamp) -> Self {
        Self {
            ahead_ms: start.0 - machine_ms(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(machine_ms() + self.ahead_ms)
    }
}

/// A machine set before 1970 counts as 1970.
fn machine_ms() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    since_1970.map_or(0, |elapsed| {
        i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
    })
}
