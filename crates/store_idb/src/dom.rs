//! Requests of IndexedDB as futures, without a closure of ours: the promise's own `resolve` is
//! the event handler, so there is nothing to keep alive and nothing to leak.
//!
//! A handler runs its microtasks while its transaction is still active; what is awaited here may
//! therefore be followed by the next request on the same transaction, and by nothing else.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    /// None where the browser has none, or hides it.
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    pub(crate) static INDEXED_DB: Option<IdbFactory>;

    /// What web-sys offers only behind an unstable cfg.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DatabaseWithDurability;

    #[wasm_bindgen(catch, method, js_name = transaction)]
    fn begin(
        this: &DatabaseWithDurability,
        stores: &JsValue,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    /// On the page as a whole.
    #[wasm_bindgen(js_name = addEventListener)]
    pub(crate) fn add_event_listener(kind: &str, listener: &Function);

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, delay_ms: i32);
}

/// A transaction over several stores. `durability` is "strict" or "relaxed".
pub(crate) fn begin(
    database: &IdbDatabase,
    stores: &[&str],
    mode: &str,
    durability: &str,
) -> Result<IdbTransaction, JsValue> {
    let stores: js_sys::Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    js_sys::Reflect::set(&options, &"durability".into(), &durability.into())?;
    database
        .unchecked_ref::<DatabaseWithDurability>()
        .begin(&stores, mode, &options)
}

/// Waits for the request's end, good or bad.
pub(crate) fn answered(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    })
}

/// Waits until the database is open, refused, or kept waiting by another connection.
pub(crate) fn answered_or_blocked(request: &IdbOpenDbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
        request.set_onblocked(Some(&resolve));
    })
}

/// Waits for the transaction's `complete` or `abort`.
pub(crate) fn ended(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, _| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&resolve));
    })
}

/// Whichever comes first: the promise's event, or none when the time is over.
pub(crate) async fn within(promise: &Promise, delay_ms: i32) -> Option<Event> {
    let timer = Promise::new(&mut |resolve, _| set_timeout(&resolve, delay_ms));
    let both = js_sys::Array::of2(promise, &timer);
    event(&Promise::race(&both)).await
}

/// The event that a promise of this module resolves with. They never reject.
pub(crate) async fn event(promise: &Promise) -> Option<Event> {
    let value = JsFuture::from(promise.clone()).await.ok()?;
    value.dyn_into().ok()
}
