//! Where things are kept: IndexedDB in the browser, memory when the state is tested on the host.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod host;

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{
    Db, key, known_persons, open, open_of, probe, put_key, remember_person, tell_failures, watch,
};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use host::{
    Db, key, known_persons, open, open_of, probe, put_key, remember_person, tell_failures, watch,
};

/// Keys of settings that only the app writes; those of syncing are in `nhatky_sync::driver::keys`.
pub(crate) mod keys {
    /// JSON list of the mutations and blobs that the person has answered or given up after the
    /// server did not take them.
    pub(crate) const DISMISSED: &str = "dismissed";
}
