//! When something was, as short as the day allows.

use nhatky_domain::date::{Date, Timestamp};

/// «15:42» for today, «15:42, 23/7» in the same year, else «15:42, 23/7/2019».
pub(crate) fn clock(at_ms: i64, today: Date) -> String {
    let at = Timestamp(at_ms);
    let (day, time) = (at.vn_date(), at.vn_time().vi());
    if day == today {
        time
    } else {
        [&time, ", ", &short_day(day, today)].concat()
    }
}

fn short_day(day: Date, today: Date) -> String {
    if day.year() == today.year() {
        day.vi_day_month()
    } else {
        day.vi_short()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn the_day_is_named_only_when_it_is_another_one() {
        // 24/07/2020 15:42 in Vietnam.
        let at_ms = 1_595_580_120_000;
        for (today, words) in [
            ("2020-07-24", "15:42"),
            ("2020-07-25", "15:42, 24/7"),
            ("2021-01-01", "15:42, 24/7/2020"),
        ] {
            assert_eq!(clock(at_ms, date(today)), words);
        }
    }
}
