//! The first schema. Frozen: phones in the field have it.

use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbIndexParameters, IdbObjectStore, IdbObjectStoreParameters};

/// Key → text.
pub(crate) const SETTINGS: &str = "settings";
/// Draft id → JSON text of `Draft`.
pub(crate) const DRAFTS: &str = "drafts";
/// Name → number given out last.
pub(crate) const COUNTERS: &str = "counters";
/// `rows::work_row` by its `seq`, unsettled.
pub(crate) const OUTBOX: &str = "outbox";
/// The same, settled.
pub(crate) const RETAINED: &str = "retained";
/// Hash → bytes (`Uint8Array`, never a Blob).
pub(crate) const BLOBS: &str = "blobs";
/// Hash → `rows::blob_info`, beside the bytes so that lists need not read them.
pub(crate) const BLOB_INFO: &str = "blob_info";
/// `rows::transfer_row` by its `record` and `hash`.
pub(crate) const TRANSFERS: &str = "transfers";
/// `rows::base_row` by its `id`.
pub(crate) const BASE: &str = "base";
/// `line::line_key` → `line::line`: what lists read, newest day first, without the bodies.
pub(crate) const LINES: &str = "lines";
/// Scope → number read last.
pub(crate) const CURSORS: &str = "cursors";
/// Name → `CryptoKey`.
pub(crate) const KEYS: &str = "keys";

/// Of outbox and retained: the mutation's id.
pub(crate) const BY_ID: &str = "id";
/// Of outbox and retained: the record's id.
pub(crate) const BY_RECORD: &str = "record";
/// Of transfers: the order of sending; only those not yet confirmed are in it.
pub(crate) const WAITING: &str = "waiting";
/// Of base: every scope.
pub(crate) const BY_SCOPE: &str = "scope";

/// Of the registry. Person → JSON text of `KnownPerson`.
pub(crate) const PERSONS: &str = "persons";

pub(crate) fn personal(database: &IdbDatabase) -> Result<(), JsValue> {
    for name in [
        SETTINGS, DRAFTS, COUNTERS, BLOBS, BLOB_INFO, LINES, CURSORS, KEYS,
    ] {
        database.create_object_store(name)?;
    }
    for name in [OUTBOX, RETAINED] {
        let work = keyed(database, name, &"seq".into())?;
        unique(&work, BY_ID, "id")?;
        work.create_index_with_str(BY_RECORD, "record")?;
    }
    let path = js_sys::Array::of2(&"record".into(), &"hash".into());
    let transfers = keyed(database, TRANSFERS, &path)?;
    transfers.create_index_with_str(WAITING, "waiting")?;
    let base = keyed(database, BASE, &"id".into())?;
    let each = IdbIndexParameters::new();
    each.set_multi_entry(true);
    base.create_index_with_str_and_optional_parameters(BY_SCOPE, "scopes", &each)?;
    Ok(())
}

pub(crate) fn registry(database: &IdbDatabase) -> Result<(), JsValue> {
    database.create_object_store(PERSONS).map(|_| ())
}

fn keyed(database: &IdbDatabase, name: &str, path: &JsValue) -> Result<IdbObjectStore, JsValue> {
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_key_path(path);
    database.create_object_store_with_optional_parameters(name, &parameters)
}

fn unique(store: &IdbObjectStore, name: &str, path: &str) -> Result<(), JsValue> {
    let parameters = IdbIndexParameters::new();
    parameters.set_unique(true);
    store
        .create_index_with_str_and_optional_parameters(name, path, &parameters)
        .map(|_| ())
}
