use super::span::push_span;
use crate::date::Date;
use crate::digits::push_number;

/// A week from Monday to Sunday. It belongs to the year that holds its Thursday: week 53 of 2020
/// runs to 03/01/2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoWeek {
    pub year: i32,
    pub week: u8,
}

impl IsoWeek {
    /// `None` for a week that the year does not have; most years have no week 53.
    #[must_use]
    pub fn new(year: i32, week: u8) -> Option<Self> {
        let this = Self { year, week };
        let is_year_supported = Date::new(year, 1, 1).is_some();
        (is_year_supported && week > 0 && Self::of(this.thursday()) == this).then_some(this)
    }

    #[must_use]
    pub fn of(date: Date) -> Self {
        let thursday = date.plus_days(3 - date.weekday().days_from_monday());
        let year = thursday.year();
        let week = first_day(year).days_until(thursday) / 7 + 1;
        Self {
            year,
            week: week as u8,
        }
    }

    #[must_use]
    pub fn monday(self) -> Date {
        self.thursday().plus_days(-3)
    }

    #[must_use]
    pub fn sunday(self) -> Date {
        self.thursday().plus_days(3)
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.thursday().plus_days(7))
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.thursday().plus_days(-7))
    }

    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }

    /// «Tuần 30», where the year is plain.
    #[must_use]
    pub fn name(self) -> String {
        let mut out = String::from("Tuần ");
        push_number(&mut out, self.week.into());
        out
    }

    /// «Tuần 30 (20/7–26/7/2020)»; over New Year «Tuần 53 (28/12/2020–3/1/2021)».
    #[must_use]
    pub fn label(self) -> String {
        let mut out = self.name();
        out.push_str(" (");
        push_span(&mut out, self.monday(), self.sunday());
        out.push(')');
        out
    }

    /// 4 January lies in the first week of every year, so does the Thursday of its week.
    fn thursday(self) -> Date {
        let fourth = first_day(self.year).plus_days(3);
        let first_thursday = fourth.plus_days(3 - fourth.weekday().days_from_monday());
        first_thursday.plus_days(7 * (i32::from(self.week) - 1))
    }
}

/// The year comes from a supported date or is clamped, so that the public fields cannot panic.
fn first_day(year: i32) -> Date {
    Date::new(year.clamp(1, 9999), 1, 1).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn weeks_carry_their_days_and_years() {
        for (first, last, year, week, label) in [
            (
                "2020-07-20",
                "2020-07-26",
                2020,
                30,
                "Tuần 30 (20/7–26/7/2020)",
            ),
            (
                "2020-12-28",
                "2021-01-03",
                2020,
                53,
                "Tuần 53 (28/12/2020–3/1/2021)",
            ),
            (
                "2021-01-04",
                "2021-01-10",
                2021,
                1,
                "Tuần 1 (4/1–10/1/2021)",
            ),
            (
                "2019-12-30",
                "2020-01-05",
                2020,
                1,
                "Tuần 1 (30/12/2019–5/1/2020)",
            ),
            (
                "2020-02-24",
                "2020-03-01",
                2020,
                9,
                "Tuần 9 (24/2–1/3/2020)",
            ),
        ] {
            let iso_week = IsoWeek { year, week };
            assert_eq!(IsoWeek::new(year, week), Some(iso_week));
            assert_eq!(iso_week.monday(), date(first));
            assert_eq!(iso_week.sunday(), date(last));
            assert_eq!(IsoWeek::of(date(first)), iso_week);
            assert_eq!(IsoWeek::of(date(last)), iso_week);
            assert_eq!(iso_week.label(), label);
        }
    }

    #[test]
    fn only_long_years_have_a_week_53() {
        let long: Vec<_> = (2015..2033)
            .filter(|&year| IsoWeek::new(year, 53).is_some())
            .collect();
        assert_eq!(long, [2015, 2020, 2026, 2032]);
        assert_eq!(IsoWeek::new(2020, 0), None);
        assert_eq!(IsoWeek::new(2020, 54), None);
        assert_eq!(IsoWeek::new(0, 1), None);
    }

    #[test]
    fn neighbors_cross_the_year() {
        let last = IsoWeek {
            year: 2020,
            week: 53,
        };
        let first = IsoWeek {
            year: 2021,
            week: 1,
        };
        assert_eq!(last.next(), first);
        assert_eq!(first.previous(), last);
        assert!(last.contains(date("2021-01-03")));
        assert!(!last.contains(date("2021-01-04")));
    }

    #[test]
    fn nonsense_weeks_do_not_panic() {
        for (year, week) in [(i32::MIN, 0), (i32::MAX, 255), (9999, 53), (1, 0)] {
            let _ = IsoWeek { year, week }.label();
        }
    }

    proptest::proptest! {
        #[test]
        fn every_day_lies_in_its_week(days in -719_000..2_932_000_i32) {
            let date = Date::from_days_clamped(days);
            let week = IsoWeek::of(date);
            proptest::prop_assert!(week.monday() <= date && date <= week.sunday());
            proptest::prop_assert_eq!(week.monday().days_until(week.sunday()), 6);
            proptest::prop_assert_eq!(week.next().monday(), week.sunday().plus_days(1));
        }
    }
}
