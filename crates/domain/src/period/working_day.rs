use crate::date::Date;

/// `date` itself when people work on it, else the next day that is neither a Saturday, a Sunday nor
/// one of the holidays.
#[must_use]
pub fn working_day_from(date: Date, holidays: &[Date]) -> Date {
    let mut day = date;
    while day < Date::MAX && (day.weekday().is_weekend() || holidays.contains(&day)) {
        day = day.plus_days(1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_move_to_the_next_working_day() {
        let date = |text| Date::parse_iso(text).unwrap();
        let holidays = ["2020-04-30", "2020-05-01", "2020-09-02"].map(date);
        for (from, to) in [
            ("2020-07-24", "2020-07-24"),
            ("2020-07-25", "2020-07-27"),
            ("2020-07-26", "2020-07-27"),
            ("2020-04-30", "2020-05-04"),
            ("2020-05-01", "2020-05-04"),
            ("2020-09-02", "2020-09-03"),
        ] {
            assert_eq!(working_day_from(date(from), &holidays), date(to));
        }
    }

    #[test]
    fn a_holiday_on_the_last_supported_day_ends_the_search() {
        assert_eq!(working_day_from(Date::MAX, &[Date::MAX]), Date::MAX);
    }
}
