use nhatky_sync::store::{Settings, Stored};

use crate::schema::SETTINGS;
use crate::store::IdbStore;

impl Settings for IdbStore {
    async fn setting(&self, key: &str) -> Stored<Option<String>> {
        let text = self.connection.get(SETTINGS, &key.into()).await?;
        Ok(text.as_string())
    }

    /// Strict although the contract does not ask it: the account among them says whose the
    /// unsent work is.
    async fn put_setting(&self, key: &str, text: &str) -> Stored<()> {
        self.connection
            .put_at(SETTINGS, &key.into(), &text.into())
            .await
    }
}
