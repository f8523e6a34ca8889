use serde::{Deserialize, Serialize};

use super::{Date, TimeOfDay};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const VIETNAM_OFFSET_MS: i64 = 7 * 60 * MINUTE_MS;

/// A moment: milliseconds since 1970-01-01 00:00 UTC. Frozen as a plain number.
///
/// It does not say whose clock it came from; the field that holds it does.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment at which clocks in Vietnam show `time` on `date`.
    #[must_use]
    pub fn from_vn(date: Date, time: TimeOfDay) -> Self {
        let midnight_ms = i64::from(date.days_since_epoch()) * DAY_MS - VIETNAM_OFFSET_MS;
        Self(midnight_ms + i64::from(time.minutes_since_midnight()) * MINUTE_MS)
    }

    /// The date in Vietnam. A wild clock gives the first or last supported date, not a failure.
    #[must_use]
    pub fn vn_date(self) -> Date {
        let days = self.vn_ms().div_euclid(DAY_MS);
        let clamped = days.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        Date::from_days_clamped(clamped as i32)
    }

    /// The time in Vietnam, cut down to the minute.
    #[must_use]
    pub fn vn_time(self) -> TimeOfDay {
        let minute = self.vn_ms().rem_euclid(DAY_MS) / MINUTE_MS;
        TimeOfDay::from_minutes(minute as u16).unwrap_or(TimeOfDay::MIDNIGHT)
    }

    /// `26/07/2020 18:32`; the time alone is `vn_time().vi()`.
    #[must_use]
    pub fn vi(self) -> String {
        let mut out = self.vn_date().vi();
        out.push(' ');
        out.push_str(&self.vn_time().vi());
        out
    }

    fn vn_ms(self) -> i64 {
        self.0.saturating_add(VIETNAM_OFFSET_MS)
    }
}
