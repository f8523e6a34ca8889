use nhatky_store_idb::IdbStore;
use nhatky_sync::conformance::Bench;

use crate::faults;

struct InTheBrowser;

impl Bench for InTheBrowser {
    type Store = IdbStore;

    async fn empty(&self) -> IdbStore {
        faults::fresh_store().await
    }

    async fn restarted(&self, store: IdbStore) -> IdbStore {
        store.disconnect();
        IdbStore::open(store.name()).await.unwrap()
    }

    fn fail_write(&self, _: &IdbStore, nth: u32) {
        faults::fail_write(nth);
    }
}

nhatky_sync::store_conformance!(browser, InTheBrowser);
