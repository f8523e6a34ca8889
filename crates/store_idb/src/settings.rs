use nhatky_sync::driver::keys::LOG;
use nhatky_sync::store::{Settings, Stored};
use wasm_bindgen::JsValue;

use crate::schema::SETTINGS;
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl Settings for IdbStore {
    async fn setting(&self, key: &str) -> Stored<Option<String>> {
        let text = self.connection.get(SETTINGS, &key.into()).await?;
        Ok(text.as_string())
    }

    /// Strict although the contract does not ask it: the account among them says whose the
    /// unsent work is. The log of events alone may lose its last seconds.
    async fn put_setting(&self, key: &str, text: &str) -> Stored<()> {
        let access = if key == LOG {
            Access::Relaxed
        } else {
            Access::Strict
        };
        let write = |transaction: &Transaction, _: &[JsValue]| {
            transaction.put_at(SETTINGS, &key.into(), &text.into());
            Ok(())
        };
        let written = self.connection.change(&[SETTINGS], access, &|_| {}, &write);
        written.await.map(|_| ())
    }
}
