use super::MemoryStore;
use crate::conformance::Bench;

struct InMemory;

impl Bench for InMemory {
    type Store = MemoryStore;

    async fn empty(&self) -> MemoryStore {
        MemoryStore::new()
    }

    async fn restarted(&self, store: MemoryStore) -> MemoryStore {
        store
    }

    fn fail_write(&self, store: &MemoryStore, nth: u32) {
        store.fail_write(nth);
    }
}

crate::store_conformance!(host, InMemory);
