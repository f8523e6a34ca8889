use serde::{Deserialize, Serialize};

use crate::digits::{parse_digits, push_number, push_padded};

const MINUTES_PER_DAY: u16 = 24 * 60;

/// A time on the 24-hour clock, to the minute, 00:00–23:59.
///
/// Stored and sent as `17:00`. This text is frozen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    minutes_since_midnight: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time of the form 17:00: {0}")]
pub struct InvalidTimeOfDay(pub String);

impl TimeOfDay {
    pub const MIDNIGHT: Self = Self {
        minutes_since_midnight: 0,
    };

    #[must_use]
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then(|| Self {
            minutes_since_midnight: u16::from(hour) * 60 + u16::from(minute),
        })
    }

    #[must_use]
    pub fn from_minutes(minutes_since_midnight: u16) -> Option<Self> {
        (minutes_since_midnight < MINUTES_PER_DAY).then_some(Self {
            minutes_since_midnight,
        })
    }

    #[must_use]
    pub fn minutes_since_midnight(self) -> u16 {
        self.minutes_since_midnight
    }

    #[must_use]
    pub fn hour(self) -> u8 {
        (self.minutes_since_midnight / 60) as u8
    }

    #[must_use]
    pub fn minute(self) -> u8 {
        (self.minutes_since_midnight % 60) as u8
    }

    /// Minutes until the clock next shows `end`: an activity from 22:00 to 01:00 crosses midnight
    /// and lasts 180. Equal times give 0, never a whole day.
    #[must_use]
    pub fn minutes_until(self, end: Self) -> u16 {
        (end.minutes_since_midnight + MINUTES_PER_DAY - self.minutes_since_midnight)
            % MINUTES_PER_DAY
    }

    /// `17:00`, as stored and as `<input type="time">` gives it, or typed as `7:05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        if hour.len() > 2 || minute.len() != 2 {
            return None;
        }
        Self::new(
            u8::try_from(parse_digits(hour)?).ok()?,
            u8::try_from(parse_digits(minute)?).ok()?,
        )
    }

    /// `07:05`, on screen and in storage.
    #[must_use]
    pub fn vi(self) -> String {
        let mut out = String::with_capacity(5);
        push_padded(&mut out, self.hour().into(), 2);
        out.push(':');
        push_padded(&mut out, self.minute().into(), 2);
        out
    }

    /// `16 giờ 30`, and `17 giờ` on the hour, for papers.
    #[must_use]
    pub fn vi_official(self) -> String {
        let mut out = String::with_capacity(12);
        push_number(&mut out, self.hour().into());
        out.push_str(" giờ");
        if self.minute() > 0 {
            out.push(' ');
            push_padded(&mut out, self.minute().into(), 2);
        }
        out
    }
}

impl core::fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.vi())
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.vi()
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = InvalidTimeOfDay;

    fn try_from(text: String) -> Result<Self, InvalidTimeOfDay> {
        Self::parse(&text).ok_or(InvalidTimeOfDay(text))
    }
}
