//! Dates as text: what is read from a file or a person, and how each place writes them.

use super::Date;
use crate::digits::{parse_digits, push_number, push_padded};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2020-07-24: {0}")]
pub struct InvalidDate(pub String);

impl Date {
    /// Exactly `2020-07-24`, as stored and as `<input type="date">` gives it.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let widths = (year.len(), month.len(), day.len());
        if widths != (4, 2, 2) || parts.next().is_some() {
            return None;
        }
        Self::from_digits(year, month, day)
    }

    /// A date typed by a person: day first, zeros optional, four digits of the year. A year of two
    /// digits is refused rather than guessed.
    #[must_use]
    pub fn parse_vi(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(['/', '-', '.']).map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if day.len() > 2 || month.len() > 2 || year.len() != 4 || parts.next().is_some() {
            return None;
        }
        Self::from_digits(year, month, day)
    }

    fn from_digits(year: &str, month: &str, day: &str) -> Option<Self> {
        let year = i32::try_from(parse_digits(year)?).ok()?;
        let month = u8::try_from(parse_digits(month)?).ok()?;
        let day = u8::try_from(parse_digits(day)?).ok()?;
        Self::new(year, month, day)
    }

    /// `2020-07-24`
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = self.ymd();
        let mut out = String::with_capacity(10);
        push_padded(&mut out, year.unsigned_abs(), 4);
        out.push('-');
        push_padded(&mut out, month.into(), 2);
        out.push('-');
        push_padded(&mut out, day.into(), 2);
        out
    }

    /// `24/07/2020`, for tables.
    #[must_use]
    pub fn vi(self) -> String {
        let (year, month, day) = self.ymd();
        let mut out = String::with_capacity(10);
        push_padded(&mut out, day.into(), 2);
        out.push('/');
        push_padded(&mut out, month.into(), 2);
        out.push('/');
        push_padded(&mut out, year.unsigned_abs(), 4);
        out
    }

    /// `24/7/2020`, for running text.
    #[must_use]
    pub fn vi_short(self) -> String {
        let mut out = self.vi_day_month();
        out.push('/');
        push_number(&mut out, self.year().unsigned_abs().into());
        out
    }

    /// `24/7`, where the year stands beside it.
    #[must_use]
    pub fn vi_day_month(self) -> String {
        let (_, month, day) = self.ymd();
        let mut out = String::with_capacity(10);
        push_number(&mut out, day.into());
        out.push('/');
        push_number(&mut out, month.into());
        out
    }

    /// `ngày 24 tháng 7 năm 2020`, as official papers write it: a zero before days below 10 and
    /// before the months 1 and 2 only, so that no digit can be added in front of them.
    #[must_use]
    pub fn vi_official(self) -> String {
        let (year, month, day) = self.ymd();
        let mut out = String::with_capacity(32);
        out.push_str("ngày ");
        push_padded(&mut out, day.into(), 2);
        out.push_str(" tháng ");
        push_padded(&mut out, month.into(), if month <= 2 { 2 } else { 1 });
        out.push_str(" năm ");
        push_number(&mut out, year.unsigned_abs().into());
        out
    }
}

impl core::fmt::Debug for Date {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.iso())
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.iso()
    }
}

impl TryFrom<String> for Date {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, InvalidDate> {
        Self::parse_iso(&text).ok_or(InvalidDate(text))
    }
}
