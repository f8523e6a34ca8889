use std::cell::Cell;

use nhatky_store_idb::IdbStore;
use wasm_bindgen::prelude::*;
use web_sys::IdbDatabase;

#[wasm_bindgen(module = "/tests/browser/faults.js")]
extern "C" {
    pub(crate) fn fail_write(nth: u32);
    pub(crate) fn abort_transaction(nth: u32, name: &str);
    pub(crate) fn lose_confirmation(nth: u32);
    pub(crate) fn kill_connections(n: u32);
    pub(crate) fn leave_page(nth: u32);
    pub(crate) fn take_connection_away();
    pub(crate) fn strict_transactions() -> u32;
    pub(crate) fn lax_transactions() -> Vec<String>;
    pub(crate) fn forget_lax_transactions();
    #[wasm_bindgen(catch)]
    pub(crate) async fn open_version(name: &str, version: u32) -> Result<IdbDatabase, JsValue>;
    #[wasm_bindgen(catch)]
    pub(crate) async fn open_politely(name: &str, version: u32) -> Result<IdbDatabase, JsValue>;
    pub(crate) async fn put_lax(database: &IdbDatabase, store: &str);
    pub(crate) async fn cut_first(database: &IdbDatabase, store: &str);
    #[wasm_bindgen(js_name = store_names)]
    async fn names(name: &str) -> JsValue;
    pub(crate) async fn dump(name: &str, store: &str) -> JsValue;
}

pub(crate) async fn store_names(name: &str) -> Vec<String> {
    let names: js_sys::Array = names(name).await.unchecked_into();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// A name that no other test and no earlier run has.
pub(crate) fn fresh_name() -> String {
    thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
    COUNT.set(COUNT.get() + 1);
    let random = (js_sys::Math::random() * 1e15) as u64;
    format!("test:{random}:{}", COUNT.get())
}

pub(crate) async fn fresh_store() -> IdbStore {
    IdbStore::open(&fresh_name()).await.unwrap()
}
