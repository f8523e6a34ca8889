use serde::{Deserialize, Serialize};

use super::{Cycle, IsoWeek, Period, working_day_from};
use crate::date::{Date, TimeOfDay, Timestamp};

/// When the periods of one cycle end, close and fall due. Data of the organisation; add only
/// optional fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleRule {
    pub cycle: Cycle,
    /// Month and day on which one of the periods ends, such as `[12, 20]`; the others end on the
    /// same day of their months, or on the last day of a month that is too short. Absent: the
    /// periods of the calendar. Weeks always end on Sunday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<[u8; 2]>,
    /// When the figures of a period are settled (chốt số liệu). Never moved by holidays.
    pub closing: Deadline,
    #[serde(default)]
    pub due: Vec<Due>,
}

/// A time on a day that is counted from the last day of the period: -2 is the Friday of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub days_after: i16,
    pub time: TimeOfDay,
}

/// When a level of the organisation (chi đoàn, cơ sở, khối) has to hand its report in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub level: String,
    pub by: Deadline,
}

impl CycleRule {
    #[must_use]
    pub fn period_of(&self, date: Date) -> Period {
        let months = match self.cycle {
            Cycle::Week => return week_of(date),
            Cycle::Month => 1,
            Cycle::Quarter => 3,
            Cycle::HalfYear => 6,
            Cycle::Year => 12,
        };
        self.months_of(date, months)
    }

    #[must_use]
    pub fn next(&self, period: &Period) -> Period {
        self.period_of(period.last.plus_days(1))
    }

    #[must_use]
    pub fn previous(&self, period: &Period) -> Period {
        self.period_of(period.first.plus_days(-1))
    }

    /// The moment at which the figures of the period are settled.
    #[must_use]
    pub fn closes_at(&self, period: &Period) -> Timestamp {
        Timestamp::from_vn(self.closing.day(period), self.closing.time)
    }

    /// The moment by which `level` has to report, on a working day; `None` when the rule asks
    /// nothing of that level.
    #[must_use]
    pub fn due_at(&self, period: &Period, level: &str, holidays: &[Date]) -> Option<Timestamp> {
        let due = self.due.iter().find(|due| due.level == level)?;
        let day = working_day_from(due.by.day(period), holidays);
        Some(Timestamp::from_vn(day, due.by.time))
    }

    /// Months are counted through all years, so that a period may begin in the year before.
    fn months_of(&self, date: Date, length: i32) -> Period {
        let [end_month, end_day] = self.ends_on.unwrap_or([12, 31]);
        let (year, month, _) = date.ymd();
        let this_month = year * 12 + i32::from(month) - 1;
        let months_to_end = (i32::from(end_month) - i32::from(month)).rem_euclid(length);
        let mut last_month = this_month + months_to_end;
        if day_in_month(last_month, end_day) < date {
            last_month += length;
        }
        let last_before = day_in_month(last_month - length, end_day);
        Period {
            cycle: self.cycle,
            year: last_month.div_euclid(12),
            number: (last_month.rem_euclid(12) / length + 1) as u8,
            first: last_before.plus_days(1),
            last: day_in_month(last_month, end_day),
        }
    }
}

impl Deadline {
    fn day(self, period: &Period) -> Date {
        period.last.plus_days(self.days_after.into())
    }
}

fn week_of(date: Date) -> Period {
    let week = IsoWeek::of(date);
    Period {
        cycle: Cycle::Week,
        year: week.year,
        number: week.week,
        first: week.monday(),
        last: week.sunday(),
    }
}

/// `month` counts from January of the year 0. Beyond the calendar it is the calendar's end.
fn day_in_month(month: i32, day: u8) -> Date {
    let (year, month) = (month.div_euclid(12), (month.rem_euclid(12) + 1) as u8);
    let outside = if year < 1 { Date::MIN } else { Date::MAX };
    (1..=day.max(1))
        .rev()
        .find_map(|day| Date::new(year, month, day))
        .unwrap_or(outside)
}

#[cfg(test)]
mod tests;
