//! Memory in place of IndexedDB: the state compiles and its logic is tested on the host. Nothing
//! of it is in the app.

use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_store_idb::KnownPerson;
use nhatky_sync::store::{StoreError, Stored};
use web_sys::CryptoKey;

pub(crate) use nhatky_sync::store::memory::MemoryStore as Db;

pub(crate) async fn known_persons() -> Stored<Vec<KnownPerson>> {
    Ok(Vec::new())
}

pub(crate) async fn remember_person(_: &KnownPerson) -> Stored<()> {
    Err(no_browser())
}

pub(crate) async fn open_of(_: PersonId) -> Stored<Rc<Db>> {
    open("").await
}

pub(crate) async fn open(_: &str) -> Stored<Rc<Db>> {
    Ok(Rc::default())
}

pub(crate) async fn key(_: &Db) -> Stored<Option<CryptoKey>> {
    Ok(None)
}

pub(crate) async fn put_key(_: &Db, _: &CryptoKey) -> Stored<()> {
    Err(no_browser())
}

pub(crate) async fn probe(_: &Db) -> Stored<()> {
    Ok(())
}

pub(crate) fn tell_failures(_: &Db, _: impl Fn(&StoreError, bool) + 'static) {}

pub(crate) fn watch<F: Future<Output = ()> + 'static>(
    _: &Db,
    _: impl Fn() -> F + 'static,
    _: impl Fn() + Clone + 'static,
) {
}

fn no_browser() -> StoreError {
    StoreError::Failed {
        name: "NoBrowser".to_owned(),
        message: "keys and persons are kept by a browser".to_owned(),
    }
}
