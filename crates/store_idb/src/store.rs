use std::future::Future;
use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_sync::store::Stored;
use wasm_bindgen::JsValue;

use crate::connection::{Connection, Notice, delete};
use crate::error::named;
use crate::schema::{KEYS, PERSONAL, SETTINGS};
use crate::transaction::{Access, Transaction};

/// The key of this install: one a database.
const INSTALL_KEY: &str = "install";
/// A storage that has not answered a look by then is held to be dead.
const ANSWER_MS: i32 = 5_000;

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
        connection.run(async |_| Ok(())).await?;
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
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[SETTINGS], Access::Read)?;
                let count = transaction.table(SETTINGS)?.count()?;
                match transaction.read_within(&count, ANSWER_MS).await {
                    Some(answer) => answer.map(|_| ()),
                    None => Err(named("TimeoutError", "the storage does not answer")),
                }
            })
            .await
    }

    /// Tells of what happens to the connection. The store lets go of the database when the
    /// future is ready.
    pub fn watch<F: Future<Output = ()> + 'static>(&self, watcher: impl Fn(Notice) -> F + 'static) {
        self.connection
            .watch(Rc::new(move |notice| Box::pin(watcher(notice))));
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
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[KEYS], Access::Read)?;
                let key = transaction.table(KEYS)?.get(&INSTALL_KEY.into())?;
                let key = transaction.read(&key).await?;
                Ok((!key.is_undefined()).then_some(key))
            })
            .await
    }

    /// Keeps the install's `CryptoKey`. Strict.
    ///
    /// # Errors
    /// As every operation.
    pub async fn put_key(&self, key: &JsValue) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[KEYS], Access::Strict)?;
                transaction.table(KEYS)?.put_at(&INSTALL_KEY.into(), key)?;
                transaction.commit().await
            })
            .await
    }
}
