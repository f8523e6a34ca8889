//! Between rows and the values of the browser.

use nhatky_sync::store::{StoreError, Stored};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::error::named;
use crate::transaction::Reply;

/// Ids and hashes are stored as they are written.
pub(crate) fn key(id: impl std::fmt::Display) -> JsValue {
    JsValue::from_str(&id.to_string())
}

/// A row as a plain object; its properties are the row's fields.
pub(crate) fn row_value<T: Serialize>(row: &T) -> Stored<JsValue> {
    row.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| named("DataCloneError", &error.to_string()))
}

/// A row read back; `key` names it if it cannot be.
pub(crate) fn read_row<T: DeserializeOwned>(
    value: JsValue,
    store: &'static str,
    key: impl FnOnce() -> String,
) -> Stored<T> {
    serde_wasm_bindgen::from_value(value).map_err(|_| StoreError::Corrupt { store, key: key() })
}

/// None where there is no row.
pub(crate) fn read_optional<T: DeserializeOwned>(
    reply: &Reply,
    store: &'static str,
    key: impl FnOnce() -> String,
) -> Stored<Option<T>> {
    let value = reply.value()?;
    if value.is_undefined() {
        return Ok(None);
    }
    read_row(value, store, key).map(Some)
}

/// All rows of an answer; an unreadable one is named by its place.
pub(crate) fn read_rows<T: DeserializeOwned>(reply: &Reply, store: &'static str) -> Stored<Vec<T>> {
    let rows = reply.array()?;
    rows.iter()
        .enumerate()
        .map(|(idx, row)| read_row(row, store, || format!("#{idx}")))
        .collect()
}
