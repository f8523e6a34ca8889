//! Steps from each schema version to the next. A released step is never edited: a change of the
//! schema is a new file, additive, with the names it makes.

pub(crate) mod v1;

use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

pub(crate) fn personal(database: &IdbDatabase, from: u32) -> Result<(), JsValue> {
    if from < 1 {
        v1::personal(database)?;
    }
    Ok(())
}

pub(crate) fn registry(database: &IdbDatabase, from: u32) -> Result<(), JsValue> {
    if from < 1 {
        v1::registry(database)?;
    }
    Ok(())
}
