//! Who uses this browser: several people can share a phone, each with a database of their own.

use std::rc::Rc;

use nhatky_domain::ids::PersonId;
use nhatky_sync::json;
use nhatky_sync::store::Stored;

use crate::connection::Connection;
use crate::person::KnownPerson;
use crate::rows::read_json;
use crate::schema::{PERSONS, REGISTRY};

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
        connection.probe().await?;
        Ok(Self { connection })
    }

    /// Everybody, in the order of their ids.
    ///
    /// # Errors
    /// `Corrupt` for an entry that cannot be read.
    pub async fn persons(&self) -> Stored<Vec<KnownPerson>> {
        let texts = self.connection.get_all(PERSONS);
        let mut persons = Vec::new();
        for text in texts.await? {
            persons.push(read_json(&text.as_string().unwrap_or_default(), PERSONS)?);
        }
        Ok(persons)
    }

    /// Writes a person over any earlier entry. Strict.
    ///
    /// # Errors
    /// As every operation.
    pub async fn put(&self, person: &KnownPerson) -> Stored<()> {
        let key = person.person.to_string();
        let text = json::to_text(person);
        self.connection
            .put_at(PERSONS, &key.into(), &text.into())
            .await
    }

    /// Takes a person off the list. Their database stays. Nobody of that id is no error.
    ///
    /// # Errors
    /// As every operation.
    pub async fn forget(&self, person: PersonId) -> Stored<()> {
        let key = person.to_string().into();
        self.connection
            .write(&[PERSONS], &|transaction| transaction.delete(PERSONS, &key))
            .await
    }
}
