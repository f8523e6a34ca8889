//! The program as an operator starts it.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod audit;
mod backup;
mod bucket;
mod commands;
mod exports;
mod installs;
mod lost_photos;
mod postgres;
mod processes;
mod program;
mod restore;
