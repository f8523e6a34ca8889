//! What a person wrote is on the disk before the screen says so: every transaction that writes
//! drafts, outbox, photos, keys or settings is strict.

use nhatky_store_idb::{IdbStore, KnownPerson, Registry};
use nhatky_sync::conformance::samples::{
    NOW_MS, applied, blob, confirmed, draft, draft_id, page, person, work,
};
use nhatky_sync::scenario;
use nhatky_sync::store::{Base as _, Blobs as _, Drafts as _, Outbox as _, Settings as _};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::{
    forget_lax_transactions, fresh_name, fresh_store, lax_transactions, open_version, put_lax,
    strict_transactions,
};

async fn write_everything(store: &IdbStore) {
    store.save_draft(&draft(1, &[])).await.unwrap();
    store
        .save_photos(&draft(1, &[1]), &[blob(1, 9)])
        .await
        .unwrap();
    store.enqueue(&work(1, &[1])).await.unwrap();
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let transfer = store.transfers().await.unwrap().remove(0);
    store
        .save_transfer(&confirmed(&transfer, NOW_MS))
        .await
        .unwrap();
    store.forget_settled(i64::MAX).await.unwrap();
    store.save_draft(&draft(2, &[])).await.unwrap();
    store.discard_draft(draft_id(2)).await.unwrap();
    store.put_setting("account", "{}").await.unwrap();
    store.put_key(&JsValue::from_str("key")).await.unwrap();
    let nothing = store.cursors().await.unwrap();
    store
        .apply_page(&nothing, &page(1, Vec::new()))
        .await
        .unwrap();
}

#[wasm_bindgen_test]
async fn every_write_of_own_work_is_strict() {
    forget_lax_transactions();
    let before = strict_transactions();
    let store = IdbStore::open(&fresh_name()).await.unwrap();
    write_everything(&store).await;
    let registry = Registry::open_as(&fresh_name()).await.unwrap();
    let known = KnownPerson {
        person: person(1),
        name: String::new(),
        unit: String::new(),
        install: "00000000-0000-8000-8000-00000000000f".parse().unwrap(),
    };
    registry.put(&known).await.unwrap();
    registry.forget(known.person).await.unwrap();
    assert_eq!(lax_transactions(), Vec::<String>::new());
    assert_eq!(strict_transactions() - before, 12);
}

#[wasm_bindgen_test]
async fn syncing_writes_own_work_strictly_too() {
    forget_lax_transactions();
    let before = strict_transactions();
    scenario::a_log_with_a_photo_arrives(&fresh_store().await).await;
    assert_eq!(lax_transactions(), Vec::<String>::new());
    assert!(strict_transactions() > before);
}

#[wasm_bindgen_test]
async fn the_watch_sees_a_write_that_is_not_strict() {
    forget_lax_transactions();
    let name = fresh_name();
    IdbStore::open(&name).await.unwrap();
    let database = open_version(&name, 1).await.unwrap();
    put_lax(&database, "drafts").await;
    database.close();
    assert_eq!(lax_transactions(), ["drafts"]);
    forget_lax_transactions();
}
