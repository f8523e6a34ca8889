//! The rows of the budget table that need a browser or a load. `cargo xtask bench` runs them one
//! after the other and prints the table; each writes its figures as `key value` lines into the file
//! that `NHATKY_BENCH_OUT` names.
//!
//! `syncing` and `growth` are no rows of that table: `cargo xtask bench sync` and `bench server`.
//!
//! Browser figures are taken in Chromium with a processor four times slower; medians of five runs.

mod figures;
mod first_visit;
mod growth;
mod notes;
mod offline_start;
mod on_the_wire;
mod server_load;
mod stopwatch;
mod syncing;
mod ten_thousand;
