#![doc = include_str!("../README.md")]

mod keeper;
mod programs;
mod server;

pub use self::server::TestPostgres;
