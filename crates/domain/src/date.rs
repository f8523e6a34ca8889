//! Civil dates, times of day and moments, with the Vietnamese ways to write them.
//!
//! Nothing here reads a clock: the present is always an argument. All of Vietnam keeps UTC+7
//! without daylight saving, so a moment turns into a local date by a fixed offset and no table of
//! time zones. Dates end at the years 1 and 9999; arithmetic beyond them stops at the last day.

mod civil;
mod text;
mod time_of_day;
mod timestamp;
mod weekday;

use serde::{Deserialize, Serialize};

use crate::period::IsoWeek;

pub use text::InvalidDate;
pub use time_of_day::{InvalidTimeOfDay, TimeOfDay};
pub use timestamp::Timestamp;
pub use weekday::Weekday;

/// A day of the calendar, without a time and without a place.
///
/// Stored and sent as `2020-07-24`. This text is frozen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    days_since_epoch: i32,
}

impl Date {
    /// 1 January of the year 1.
    pub const MIN: Self = Self::from_days_clamped(civil::days(1, 1, 1));
    /// 31 December 9999.
    pub const MAX: Self = Self::from_days_clamped(civil::days(9999, 12, 31));

    /// `None` for a day that does not exist, such as 29/02/2021.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let date = Self::from_days_clamped(civil::days(year, month, day));
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// Day 0 is 1970-01-01. Days outside of the supported years become the nearest supported day.
    #[must_use]
    pub const fn from_days_clamped(days: i32) -> Self {
        const FIRST: i32 = civil::days(1, 1, 1);
        const LAST: i32 = civil::days(9999, 12, 31);
        let days_since_epoch = if days < FIRST {
            FIRST
        } else if days > LAST {
            LAST
        } else {
            days
        };
        Self { days_since_epoch }
    }

    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        self.days_since_epoch
    }

    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        civil::ymd(self.days_since_epoch)
    }

    #[must_use]
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    #[must_use]
    pub fn month(self) -> u8 {
        self.ymd().1
    }

    #[must_use]
    pub fn day(self) -> u8 {
        self.ymd().2
    }

    #[must_use]
    pub fn weekday(self) -> Weekday {
        Weekday::of_day(self.days_since_epoch)
    }

    #[must_use]
    pub fn iso_week(self) -> IsoWeek {
        IsoWeek::of(self)
    }

    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_days_clamped(self.days_since_epoch.saturating_add(days))
    }

    /// Days from `self` to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        later.days_since_epoch - self.days_since_epoch
    }
}

#[cfg(test)]
mod tests;
