//! Proleptic Gregorian calendar ↔ count of days since 1970-01-01.
//!
//! A year is taken to begin on 1 March, which puts the leap day at its end; the 400 years after
//! which the calendar repeats have 146,097 days. Written here because the `time` crate adds more
//! than a kilobyte to the app for the same three formulas; the tests compare the two.

const DAYS_IN_400_YEARS: i32 = 146_097;
/// From 1 March of the year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// `month` is 1–12; a day beyond the end of the month runs over into the next.
pub(super) const fn days(year: i32, month: u8, day: u8) -> i32 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let cycle = march_year.div_euclid(400);
    let year_of_cycle = march_year.rem_euclid(400);
    let months_since_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * months_since_march + 2) / 5 + day as i32 - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * DAYS_IN_400_YEARS + day_of_cycle - EPOCH
}

pub(super) const fn ymd(days: i32) -> (i32, u8, u8) {
    let days = days + EPOCH;
    let cycle = days.div_euclid(DAYS_IN_400_YEARS);
    let day_of_cycle = days.rem_euclid(DAYS_IN_400_YEARS);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let months_since_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_since_march + 2) / 5 + 1;
    let month = if months_since_march < 10 {
        months_since_march + 3
    } else {
        months_since_march - 9
    };
    let year = cycle * 400 + year_of_cycle + if month <= 2 { 1 } else { 0 };
    (year, month as u8, day as u8)
}
