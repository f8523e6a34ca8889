use std::future::Future;
use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::JsValue;

use crate::connection::{Connection, Notice, delete};
use crate::schema::{KEYS, PERSONAL};

/// The key of this install: one a database.
const INSTALL_KEY: &str = "install";
/// The database of one person on one server.
pub(crate) const DATABASE_PREFIX: &str = "nhatky:";

/// The name of a person's database.
#[must_use]
pub fn database_name(person: PersonId) -> String {
    format!("{DATABASE_PREFIX}{person}")
}

/// What a phone keeps for one person, in IndexedDB. Clones share the connection.
#[derive(Clone)]
pub struct IdbStore {
    pub(crate) connection: Rc<Connection>,
}

impl std::fmt::Debug for IdbStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdbStore").finish_non_exhaustive()
    }
}

impl IdbStore {
    /// Opens the database, makes it if there is none, upgrades an older one.
    ///
    /// # Errors
    /// `Blocked` while another tab keeps an older version open; `SchemaTooNew`.
    pub async fn open(name: &str) -> Stored<Self> {
        let connection = Connection::new(name, &PERSONAL);
        connection.probe().await?;
        Ok(Self { connection })
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.connection.name()
    }

    /// Deletes a database with everything in it.
    ///
    /// # Errors
    /// `Blocked` while another tab has it open.
    pub async fn delete(name: &str) -> Stored<()> {
        delete(name).await
    }

    /// Looks whether the storage still answers and opens it anew if not: for the moment at which
    /// a page comes back to the screen, before anything is written.
    ///
    /// # Errors
    /// What stands in the way after a new handle was tried.
    pub async fn probe(&self) -> Stored<()> {
        self.connection.probe().await
    }

    /// Tells of what happens to the connection. The store lets go of the database when the
    /// future is ready.
    pub fn watch<F: Future<Output = ()> + 'static>(&self, watcher: impl Fn(Notice) -> F + 'static) {
        self.connection
            .watch(Rc::new(move |notice| Box::pin(watcher(notice))));
    }

    /// Tells of every failure; true if the database is opened anew because of it.
    pub fn tell_failures(&self, teller: impl Fn(&StoreError, bool) + 'static) {
        self.connection.tell_failures(Rc::new(teller));
    }

    /// Gives up the handle; the next operation opens another.
    pub fn disconnect(&self) {
        self.connection.disconnect();
    }

    /// How often a dead connection was replaced since the store was opened.
    #[must_use]
    pub fn heals(&self) -> u32 {
        self.connection.heals()
    }

    /// The install's `CryptoKey`; none before activation.
    ///
    /// # Errors
    /// As every operation.
    pub async fn key(&self) -> Stored<Option<JsValue>> {
        let key = self.connection.get(KEYS, &INSTALL_KEY.into()).await?;
        Ok((!key.is_undefined()).then_some(key))
    }

    /// Keeps the install's `CryptoKey`. Strict.
    ///
    /// # Errors
    /// As every operation.
    pub async fn put_key(&self, key: &JsValue) -> Stored<()> {
        self.connection.put_at(KEYS, &INSTALL_KEY.into(), key).await
    }
}
