use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::fresh_store;
use nhatky_store_idb::IdbStore;

#[wasm_bindgen(inline_js = r#"
export async function make_key() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  return pair.privateKey;
}
export async function signs(key) {
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, new Uint8Array([1]));
  return key.extractable === false && signature.byteLength === 64;
}
"#)]
extern "C" {
    async fn make_key() -> JsValue;
    async fn signs(key: &JsValue) -> JsValue;
}

#[wasm_bindgen_test]
async fn a_key_that_cannot_leave_the_browser_survives_a_restart() {
    let store = fresh_store().await;
    assert!(store.key().await.unwrap().is_none());
    store.put_key(&make_key().await).await.unwrap();
    store.disconnect();
    let store = IdbStore::open(store.name()).await.unwrap();
    let key = store.key().await.unwrap().unwrap();
    assert_eq!(signs(&key).await, JsValue::TRUE);
}
