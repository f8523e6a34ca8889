//! The store over the browser's real IndexedDB. How to run: the crate's README.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    reason = "clippy does not take wasm_bindgen_test for a test"
)]

#[path = "browser/conformance.rs"]
mod conformance;
#[path = "browser/durability.rs"]
mod durability;
#[path = "browser/failures.rs"]
mod failures;
#[path = "browser/faults.rs"]
mod faults;
#[path = "browser/formats.rs"]
mod formats;
#[path = "browser/healing.rs"]
mod healing;
#[path = "browser/keys.rs"]
mod keys;
#[path = "browser/paging.rs"]
mod paging;
#[path = "browser/registry.rs"]
mod registry;
#[path = "browser/scenario.rs"]
mod scenario;
#[path = "browser/versions.rs"]
mod versions;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
