//! Megabytes of this month, for people who pay for each.

use nhatky_domain::date::Timestamp;

use crate::platform::{clock, preferences};

const KEY: &str = "moved";

pub(super) fn used_this_month() -> u64 {
    used_in(&month(), &preferences::get(KEY).unwrap_or_default())
}

/// Gives the new sum.
pub(super) fn add(bytes: u64) -> u64 {
    let month = month();
    let used_bytes = used_in(&month, &preferences::get(KEY).unwrap_or_default()) + bytes;
    preferences::set(KEY, &[&month, " ", &used_bytes.to_string()].concat());
    used_bytes
}

/// «2020-07»
fn month() -> String {
    let mut day = Timestamp(clock::now_ms()).vn_date().iso();
    day.truncate(7);
    day
}

/// `kept` is «2020-07 12345»; another month starts at nothing.
fn used_in(month: &str, kept: &str) -> u64 {
    let bytes = kept
        .strip_prefix(month)
        .and_then(|rest| rest.trim().parse().ok());
    bytes.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_month_starts_at_nothing() {
        assert_eq!(used_in("2020-07", "2020-07 12345"), 12345);
        assert_eq!(used_in("2020-08", "2020-07 12345"), 0);
        assert_eq!(used_in("2020-08", ""), 0);
        assert_eq!(used_in("2020-08", "2020-08 x"), 0);
    }
}
