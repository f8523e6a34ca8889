//! Who uses this browser: several people can share a phone, each with a database of their own.

use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_sync::json;
use nhatky_sync::store::{StoreError, Stored};

use crate::connection::Connection;
use crate::rows::KnownPerson;
use crate::schema::{PERSONS, REGISTRY};
use crate::transaction::{Access, Transaction};

const NAME: &str = "nhatky";

/// The small database that lists the others.
#[derive(Clone)]
pub struct Registry {
    connection: Rc<Connection>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

impl Registry {
    /// # Errors
    /// As [`crate::IdbStore::open`].
    pub async fn open() -> Stored<Self> {
        Self::open_as(NAME).await
    }

    /// For tests, which must not share one.
    #[doc(hidden)]
    pub async fn open_as(name: &str) -> Stored<Self> {
        let connection = Connection::new(name, &REGISTRY);
        connection.run(async |_| Ok(())).await?;
        Ok(Self { connection })
    }

    /// Everybody, in the order of their ids.
    ///
    /// # Errors
    /// `Corrupt` for an entry that cannot be read.
    pub async fn persons(&self) -> Stored<Vec<KnownPerson>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[PERSONS], Access::Read)?;
                let texts = transaction.table(PERSONS)?.get_all()?;
                transaction.read(&texts).await?;
                texts.array()?.iter().map(|text| read(&text)).collect()
            })
            .await
    }

    /// Writes a person over any earlier entry. Strict.
    ///
    /// # Errors
    /// As every operation.
    pub async fn put(&self, person: &KnownPerson) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[PERSONS], Access::Strict)?;
                let key = person.person.to_string();
                let text = json::to_text(person);
                transaction
                    .table(PERSONS)?
                    .put_at(&key.into(), &text.into())?;
                transaction.commit().await
            })
            .await
    }

    /// Takes a person off the list. Their database stays. Nobody of that id is no error.
    ///
    /// # Errors
    /// As every operation.
    pub async fn forget(&self, person: PersonId) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[PERSONS], Access::Strict)?;
                transaction
                    .table(PERSONS)?
                    .delete(&person.to_string().into())?;
                transaction.commit().await
            })
            .await
    }
}

fn read(text: &wasm_bindgen::JsValue) -> Stored<KnownPerson> {
    let text = text.as_string().unwrap_or_default();
    json::from_text(&text).map_err(|_| StoreError::Corrupt {
        store: PERSONS,
        key: text.chars().take(80).collect(),
    })
}
