//! Plain objects of the browser, property by property.

use js_sys::{Array, Reflect};
use nhatky_sync::store::StoreError;
use wasm_bindgen::{JsCast, JsValue};

/// An object being filled.
pub(crate) struct Object(JsValue);

impl Object {
    pub(crate) fn new() -> Self {
        Self(js_sys::Object::new().into())
    }

    pub(crate) fn value(self, name: &str, value: &JsValue) -> Self {
        // Setting fails on frozen objects only, and this one is ours.
        let _ = Reflect::set(&self.0, &name.into(), value);
        self
    }

    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.value(name, &text.into())
    }

    pub(crate) fn number(self, name: &str, number: f64) -> Self {
        self.value(name, &JsValue::from_f64(number))
    }

    pub(crate) fn flag(self, name: &str, flag: bool) -> Self {
        self.value(name, &JsValue::from_bool(flag))
    }

    pub(crate) fn array(self, name: &str, texts: impl Iterator<Item = String>) -> Self {
        let array = Array::new();
        texts.for_each(|text| {
            array.push(&text.into());
        });
        self.value(name, &array)
    }
}

impl From<JsValue> for Object {
    fn from(row: JsValue) -> Self {
        Self(row)
    }
}

impl From<Object> for JsValue {
    fn from(object: Object) -> Self {
        object.0
    }
}

/// Ids and hashes are stored as they are written.
pub(crate) fn key(id: impl std::fmt::Display) -> JsValue {
    JsValue::from_str(&id.to_string())
}

/// None for undefined: no row.
pub(crate) fn optional(row: JsValue) -> Option<JsValue> {
    (!row.is_undefined()).then_some(row)
}

/// One of an operation's results, which is a list of rows or keys.
pub(crate) fn rows_of(results: &[JsValue], idx: usize) -> Array {
    let rows = results.get(idx).cloned();
    rows.map_or_else(Array::new, JsCast::unchecked_into)
}

pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// The text, or an empty one: which no reader of ours takes for a row.
pub(crate) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

pub(crate) fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_default()
}

pub(crate) fn flag(object: &JsValue, name: &str) -> bool {
    get(object, name).is_truthy()
}

/// The array, or an empty one.
pub(crate) fn array(object: &JsValue, name: &str) -> Array {
    get(object, name).dyn_into().unwrap_or_default()
}

/// An unreadable row, named by what can be read of it.
pub(crate) fn corrupt(store: &'static str, row: &str) -> StoreError {
    StoreError::Corrupt {
        store,
        key: row.chars().take(80).collect(),
    }
}
