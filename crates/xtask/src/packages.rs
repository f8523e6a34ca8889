//! Which packages run where. Everything compiles on the host; these also run in the browser.

pub(crate) const WASM: &str = "wasm32-unknown-unknown";
pub(crate) const APP: &str = "nhatky";
pub(crate) const SERVER: &str = "nhatky-server";
pub(crate) const STORE: &str = "nhatky-store-idb";
pub(crate) const TESTS: &str = "nhatky-tests";
pub(crate) const SIMULATION: &str = "nhatky-simulation";

/// Compiled to WebAssembly as part of the app.
pub(crate) const IN_THE_APP: [&str; 4] = [APP, "nhatky-domain", "nhatky-sync", STORE];
