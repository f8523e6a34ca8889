//! The store in memory: for tests and simulations, and the yardstick for the real one.
//!
//! A clone is a snapshot: what a crash, a restore or a cloned browser profile goes back to.
//! A write that fails decides so before it changes anything.

mod base;
mod blobs;
mod drafts;
mod outbox;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use nhatky_domain::ids::{BlobHash, DraftId, RecordId};

use super::{BaseRow, Draft, OutboxRow, Settings, StoreError, Stored, Transfer};

/// Everything that a phone stores, in ordered maps.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    rows: RefCell<Rows>,
    fails_next: Cell<bool>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Rows {
    settings: BTreeMap<String, String>,
    drafts: BTreeMap<DraftId, Draft>,
    /// Numbers given out so far.
    last_seq: u64,
    outbox: BTreeMap<u64, Work>,
    retained: BTreeMap<u64, Work>,
    blobs: BTreeMap<BlobHash, KeptBlob>,
    transfers: BTreeMap<(RecordId, BlobHash), Transfer>,
    base: BTreeMap<RecordId, BaseRow>,
    cursors: BTreeMap<String, i64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Work {
    row: OutboxRow,
    blobs: Vec<BlobHash>,
}

#[derive(Debug, Clone, PartialEq)]
struct KeptBlob {
    mime: String,
    bytes: Rc<[u8]>,
    is_thumbnail: bool,
}

impl MemoryStore {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next write finds the storage full.
    pub fn fail_next_write(&self) {
        self.fails_next.set(true);
    }

    fn read<T>(&self, read: impl FnOnce(&Rows) -> T) -> T {
        read(&self.rows.borrow())
    }

    fn write<T>(&self, write: impl FnOnce(&mut Rows) -> Stored<T>) -> Stored<T> {
        if self.fails_next.take() {
            return Err(StoreError::QuotaExceeded);
        }
        write(&mut self.rows.borrow_mut())
    }
}

impl Settings for MemoryStore {
    async fn setting(&self, key: &str) -> Stored<Option<String>> {
        Ok(self.read(|rows| rows.settings.get(key).cloned()))
    }

    async fn put_setting(&self, key: &str, text: &str) -> Stored<()> {
        self.write(|rows| {
            rows.settings.insert(key.to_owned(), text.to_owned());
            Ok(())
        })
    }
}
