use nhatky_sync::store::{Settings, Stored};

use crate::schema::SETTINGS;
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl Settings for IdbStore {
    async fn setting(&self, key: &str) -> Stored<Option<String>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[SETTINGS], Access::Read)?;
                let text = transaction.table(SETTINGS)?.get(&key.into())?;
                Ok(transaction.read(&text).await?.as_string())
            })
            .await
    }

    /// Strict although the contract does not ask it: the account among them says whose the
    /// unsent work is.
    async fn put_setting(&self, key: &str, text: &str) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[SETTINGS], Access::Strict)?;
                transaction
                    .table(SETTINGS)?
                    .put_at(&key.into(), &text.into())?;
                transaction.commit().await
            })
            .await
    }
}
