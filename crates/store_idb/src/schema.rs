//! The stores as they are now. Each name lives with the migration that made it.

use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use crate::migrations;
pub(crate) use crate::migrations::v1::{
    BASE, BLOB_INFO, BLOBS, BY_ID, BY_RECORD, BY_SCOPE, COUNTERS, CURSORS, DRAFTS, KEYS, LINES,
    OUTBOX, PERSONS, RETAINED, SETTINGS, TRANSFERS, WAITING,
};

/// What a database is made of.
#[derive(Debug)]
pub(crate) struct Schema {
    /// What this code knows. A newer database is refused.
    pub(crate) version: u32,
    /// The store to look at when nothing but an answer is wanted.
    pub(crate) probe: &'static str,
    /// Brings a database of an older version (0: none yet) up to this one.
    pub(crate) migrate: fn(&IdbDatabase, u32) -> Result<(), JsValue>,
}

/// One person on one server.
pub(crate) const PERSONAL: Schema = Schema {
    version: 1,
    probe: SETTINGS,
    migrate: migrations::personal,
};

/// Who uses this browser.
pub(crate) const REGISTRY: Schema = Schema {
    version: 1,
    probe: PERSONS,
    migrate: migrations::registry,
};
