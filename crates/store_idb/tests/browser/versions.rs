//! Two versions of the app in one browser.

use std::cell::RefCell;
use std::rc::Rc;

use nhatky_store_idb::{IdbStore, Notice};
use nhatky_sync::conformance::samples::draft;
use nhatky_sync::store::{Drafts as _, StoreError};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::{dump, fresh_name, open_politely, open_version, store_names};

#[wasm_bindgen_test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let name = fresh_name();
    open_version(&name, 7).await.unwrap().close();
    let refused = IdbStore::open(&name).await.unwrap_err();
    let too_new = StoreError::SchemaTooNew {
        found: 7,
        supported: 1,
    };
    assert_eq!(refused, too_new);
    assert_eq!(store_names(&name).await, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_blocks_the_deletion() {
    let name = fresh_name();
    let stubborn = open_version(&name, 1).await.unwrap();
    let deleted = IdbStore::delete(&name).await;
    assert_eq!(deleted, Err(StoreError::Blocked));
    stubborn.close();
    let store = IdbStore::open(&name).await.unwrap();
    store.save_draft(&draft(1, &[])).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_tab_that_is_superseded_saves_what_is_typed_and_lets_go() {
    let store = IdbStore::open(&fresh_name()).await.unwrap();
    let told = Rc::new(RefCell::new(Vec::new()));
    store.watch({
        let (store, told) = (store.clone(), Rc::clone(&told));
        move |notice| {
            let (store, told) = (store.clone(), Rc::clone(&told));
            async move {
                store.save_draft(&draft(1, &[])).await.unwrap();
                told.borrow_mut().push(notice);
            }
        }
    });
    let newer = open_politely(store.name(), 2).await.unwrap();
    assert_eq!(*told.borrow(), [Notice::Superseded]);
    newer.close();
    let drafts = dump(store.name(), "drafts").await.as_string().unwrap();
    assert!(drafts.contains("Ra quân"), "{drafts}");
    let too_new = StoreError::SchemaTooNew {
        found: 2,
        supported: 1,
    };
    assert_eq!(store.drafts().await, Err(too_new));
}

#[wasm_bindgen_test]
async fn data_deleted_by_another_tab_is_not_made_anew() {
    let store = IdbStore::open(&fresh_name()).await.unwrap();
    let told = Rc::new(RefCell::new(Vec::new()));
    store.watch({
        let told = Rc::clone(&told);
        move |notice| {
            told.borrow_mut().push(notice);
            std::future::ready(())
        }
    });
    IdbStore::delete(store.name()).await.unwrap();
    assert_eq!(*told.borrow(), [Notice::Deleted]);
    assert!(store.save_draft(&draft(1, &[])).await.is_err());
    assert!(store.drafts().await.is_err());
}

#[wasm_bindgen_test]
async fn two_tabs_of_one_version_share_the_store() {
    let name = fresh_name();
    let first = IdbStore::open(&name).await.unwrap();
    let second = IdbStore::open(&name).await.unwrap();
    first.save_draft(&draft(1, &[])).await.unwrap();
    assert_eq!(second.drafts().await.unwrap(), [draft(1, &[])]);
}
