#![doc = include_str!("../README.md")]
// On the host only what is pure is compiled, for its tests.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "used in the browser only")
)]

mod heal;
mod line;
mod person;

#[cfg(target_arch = "wasm32")]
mod base;
#[cfg(target_arch = "wasm32")]
mod blobs;
#[cfg(target_arch = "wasm32")]
mod connection;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod drafts;
#[cfg(target_arch = "wasm32")]
mod error;
#[cfg(target_arch = "wasm32")]
mod leaving;
#[cfg(target_arch = "wasm32")]
mod lines;
#[cfg(target_arch = "wasm32")]
mod migrations;
#[cfg(target_arch = "wasm32")]
mod object;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod registry;
#[cfg(target_arch = "wasm32")]
mod rows;
#[cfg(target_arch = "wasm32")]
mod salvage;
#[cfg(target_arch = "wasm32")]
mod schema;
#[cfg(target_arch = "wasm32")]
mod settings;
#[cfg(target_arch = "wasm32")]
mod store;
#[cfg(target_arch = "wasm32")]
mod transaction;

pub use self::person::KnownPerson;
#[cfg(target_arch = "wasm32")]
pub use self::{
    connection::Notice,
    registry::Registry,
    store::{IdbStore, database_name},
};
