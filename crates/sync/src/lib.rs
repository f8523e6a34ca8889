//! nhatky-sync
pub mod json;
pub mod protocol;
