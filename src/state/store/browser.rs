//! IndexedDB, one database a person and a small one that lists them.

use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_store_idb::{IdbStore, KnownPerson, Registry, database_name};
use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::JsCast;
use web_sys::CryptoKey;

pub(crate) use nhatky_store_idb::IdbStore as Db;

pub(crate) async fn known_persons() -> Stored<Vec<KnownPerson>> {
    Registry::open().await?.persons().await
}

pub(crate) async fn remember_person(person: &KnownPerson) -> Stored<()> {
    Registry::open().await?.put(person).await
}

pub(crate) async fn open_of(person: PersonId) -> Stored<Rc<Db>> {
    open(&database_name(person)).await
}

pub(crate) async fn open(name: &str) -> Stored<Rc<Db>> {
    IdbStore::open(name).await.map(Rc::new)
}

/// The install's key; none before activation.
pub(crate) async fn key(db: &Db) -> Stored<Option<CryptoKey>> {
    Ok(db.key().await?.map(JsCast::unchecked_into))
}

pub(crate) async fn put_key(db: &Db, key: &CryptoKey) -> Stored<()> {
    db.put_key(key).await
}

/// Opens a connection anew that died while the page was out of sight.
pub(crate) async fn probe(db: &Db) -> Stored<()> {
    db.probe().await
}

/// Hears of every failure of the storage; true if it was opened anew because of it.
pub(crate) fn tell_failures(db: &Db, teller: impl Fn(&StoreError, bool) + 'static) {
    db.tell_failures(teller);
}

/// `save` runs when another tab with a newer version needs the store, before it is let go;
/// `then` when it has been.
pub(crate) fn watch<F: Future<Output = ()> + 'static>(
    db: &Db,
    save: impl Fn() -> F + 'static,
    then: impl Fn() + Clone + 'static,
) {
    db.watch(move |_| {
        let (saved, then) = (save(), then.clone());
        async move {
            saved.await;
            then();
        }
    });
}
