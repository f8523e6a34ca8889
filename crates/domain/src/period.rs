//! Reporting periods: which days belong together, when the figures close and when the report is
//! due.
//!
//! Only the week is fixed, by ISO 8601. Every other boundary and every deadline is data that a
//! person of the organisation sets, so nothing here may contain a default of its own.

mod cycle;
mod iso_week;
mod rule;
mod span;
mod working_day;

pub use cycle::{Cycle, Period};
pub use iso_week::IsoWeek;
pub use rule::{CycleRule, Deadline, Due};
pub use working_day::working_day_from;
