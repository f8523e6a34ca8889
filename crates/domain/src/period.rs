//! Reporting periods: which days belong together, when the figures close and when the report is
//! due.
//!
//! Only the week is fixed, by ISO 8601. Every other boundary and every deadline is data that a
//! person of the organisation sets, so nothing here may contain a default of its own.

mod iso_week;

pub use iso_week::IsoWeek;
