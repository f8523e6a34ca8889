//! Points in time of a story, by the wall clock of Vietnam.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use nhatky_domain::date::{Date, TimeOfDay, Timestamp};

/// The zone that browsers and their drivers run in.
pub const ZONE: &str = "Asia/Ho_Chi_Minh";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Reads `2020-07-24 15:09`.
    ///
    /// # Errors
    /// It is not written so.
    pub fn at(text: &str) -> Result<Self> {
        let (day, hour) = text
            .split_once(' ')
            .context("a moment is a day and an hour")?;
        let day = Date::parse_iso(day).context("day")?;
        let hour = TimeOfDay::parse(hour).context("hour")?;
        Ok(Self(Timestamp::from_vn(day, hour)))
    }

    #[must_use]
    pub fn now() -> Self {
        let since_1970 = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self(Timestamp(
            i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX),
        ))
    }

    #[must_use]
    pub fn days_earlier(self, days: u32) -> Self {
        Self(Timestamp(self.0.0 - i64::from(days) * 24 * 60 * 60 * 1000))
    }

    #[must_use]
    pub fn unix_ms(self) -> i64 {
        self.0.0
    }

    /// `2020-07-24T15:09`, as the server's `--clock` takes it.
    #[must_use]
    pub fn minute(self) -> String {
        format!("{}T{}", self.iso_day(), self.hour())
    }

    /// «24/07/2020»
    #[must_use]
    pub fn day(self) -> String {
        self.0.vn_date().vi()
    }

    /// `2020-07-24`, as inputs hold a day.
    #[must_use]
    pub fn iso_day(self) -> String {
        self.0.vn_date().iso()
    }

    /// «15:09»
    #[must_use]
    pub fn hour(self) -> String {
        self.0.vn_time().vi()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_vietnam_writes_it() {
        let moment = Moment::at("2020-07-24 15:09").unwrap();
        assert_eq!(moment.day(), "24/07/2020");
        assert_eq!(moment.hour(), "15:09");
        assert_eq!(moment.unix_ms(), 1_595_578_140_000);
        assert_eq!(moment.minute(), "2020-07-24T15:09");
    }
}
