//! Points in time of a story, by the wall clock of Vietnam.

use anyhow::{Context as _, Result};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The zone that browsers and their drivers run in.
pub const ZONE: &str = "Asia/Ho_Chi_Minh";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(OffsetDateTime);

impl Moment {
    /// Reads `2020-07-24 15:09`.
    ///
    /// # Errors
    /// It is not written so.
    pub fn at(text: &str) -> Result<Self> {
        let (day, hour) = text
            .split_once(' ')
            .context("a moment is a day and an hour")?;
        let read = OffsetDateTime::parse(&format!("{day}T{hour}:00+07:00"), &Rfc3339);
        Ok(Self(read.with_context(|| text.to_owned())?))
    }

    /// # Panics
    /// Never: Vietnam's offset is valid.
    #[must_use]
    pub fn now() -> Self {
        let zone = UtcOffset::from_hms(7, 0, 0).unwrap_or(UtcOffset::UTC);
        Self(OffsetDateTime::now_utc().to_offset(zone))
    }

    #[must_use]
    pub fn unix_ms(self) -> i64 {
        self.0.unix_timestamp() * 1000 + i64::from(self.0.millisecond())
    }

    /// `2020-07-24T15:09:00+07:00`, as the server's `--clock` takes it.
    ///
    /// # Errors
    /// The year has more than four digits.
    pub fn rfc3339(self) -> Result<String> {
        Ok(self.0.format(&Rfc3339)?)
    }

    /// «24/07/2020»
    #[must_use]
    pub fn day(self) -> String {
        format!(
            "{:02}/{:02}/{}",
            self.0.day(),
            u8::from(self.0.month()),
            self.0.year()
        )
    }

    /// `2020-07-24`, as inputs hold a day.
    #[must_use]
    pub fn iso_day(self) -> String {
        format!(
            "{}-{:02}-{:02}",
            self.0.year(),
            u8::from(self.0.month()),
            self.0.day()
        )
    }

    /// «15:09»
    #[must_use]
    pub fn hour(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
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
        assert_eq!(moment.rfc3339().unwrap(), "2020-07-24T15:09:00+07:00");
    }
}
