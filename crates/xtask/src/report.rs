//! The table of budgets.

use std::{collections::BTreeMap, fmt::Write as _};

/// Key of a budget to the figure measured for it.
pub(crate) type Measured = BTreeMap<String, f64>;

struct Budget {
    key: &'static str,
    what: &'static str,
    unit: &'static str,
    limit: f64,
    /// Whether the limit is the least that is wanted; otherwise it is the most that is allowed.
    is_least: bool,
}

const fn most(key: &'static str, what: &'static str, limit: f64, unit: &'static str) -> Budget {
    Budget {
        key,
        what,
        unit,
        limit,
        is_least: false,
    }
}

/// In the order of architecture.md, "Budgets".
const BUDGETS: [Budget; 15] = [
    most("first_load_bytes", "first load, brotli", 165_000.0, "B"),
    most(
        "cold_load_ms",
        "usable activation page at 400 kbit/s, 400 ms",
        4_500.0,
        "ms",
    ),
    most(
        "first_form_ms",
        "code entered to first form drawn",
        4_000.0,
        "ms",
    ),
    most(
        "first_form_bytes",
        "more bytes for the first form",
        60_000.0,
        "B",
    ),
    most(
        "first_paint_ms",
        "first paint of the shell at 400 kbit/s",
        1_500.0,
        "ms",
    ),
    most("offline_start_ms", "offline start to usable", 800.0, "ms"),
    most(
        "save_p95_ms",
        "tap on save to «Đã lưu trên máy», p95, 10,000 records",
        50.0,
        "ms",
    ),
    most(
        "search_ms",
        "keystroke in search to list, 10,000 records",
        50.0,
        "ms",
    ),
    most(
        "up_bytes_per_log",
        "on the wire, up, a log of 50",
        250.0,
        "B",
    ),
    most(
        "thousand_logs_ms",
        "1,000 logs from phone to server, loopback",
        350.0,
        "ms",
    ),
    most("sent_again_chunks", "sent again after a cut", 1.0, "chunk"),
    Budget {
        is_least: true,
        ..most(
            "logs_per_s",
            "logs stored a second, SQLite, batches of 25",
            2_000.0,
            "/s",
        )
    },
    most("server_memory_rest_mb", "server memory at rest", 40.0, "MB"),
    most(
        "server_memory_full_mb",
        "server memory with 4,200 members",
        120.0,
        "MB",
    ),
    most(
        "lost_or_doubled",
        "lost or doubled in 100,000 fault schedules",
        0.0,
        "",
    ),
];

/// `key value` lines; anything else is ignored.
pub(crate) fn parse(lines: &str) -> Measured {
    lines
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(key, value)| Some((key.to_owned(), value.trim().parse().ok()?)))
        .collect()
}

/// Exact for every size and time met here.
#[expect(
    clippy::cast_precision_loss,
    reason = "figures stay far below 2^52, and a table needs four digits"
)]
pub(crate) fn amount(value: u64) -> f64 {
    value as f64
}

pub(crate) fn table(measured: &Measured) -> String {
    let mut table = String::from("| what | budget | measured | |\n|---|---:|---:|---|\n");
    for budget in &BUDGETS {
        let sign = if budget.is_least { "≥" } else { "≤" };
        let (figure, verdict) = match measured.get(budget.key) {
            Some(value) => (
                format!("{} {}", round(*value), budget.unit),
                verdict(budget, *value),
            ),
            None => ("not measured".to_owned(), ""),
        };
        let limit = round(budget.limit);
        let _ = writeln!(
            table,
            "| {} | {sign} {limit} {} | {figure} | {verdict} |",
            budget.what, budget.unit
        );
    }
    table
}

fn verdict(budget: &Budget, value: f64) -> &'static str {
    let is_met = if budget.is_least {
        value >= budget.limit
    } else {
        value <= budget.limit
    };
    if is_met { "met" } else { "MISSED" }
}

/// Four significant digits are enough to compare.
fn round(value: f64) -> String {
    if value < 100.0 && value.fract() != 0.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_is_met_missed_and_not_measured() {
        let measured = parse("first_load_bytes 150000\nlogs_per_s 900\nsave_p95_ms 12.25\nnoise\n");
        let table = table(&measured);
        assert!(
            table.contains("| first load, brotli | ≤ 165000 B | 150000 B | met |"),
            "{table}"
        );
        assert!(table.contains("≥ 2000 /s | 900 /s | MISSED |"), "{table}");
        assert!(table.contains("≤ 50 ms | 12.2 ms | met |"), "{table}");
        assert!(table.contains("not measured"), "{table}");
    }
}
