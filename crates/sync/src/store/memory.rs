//! The store in memory: for tests and simulations, and the yardstick for the real one.
//!
//! A clone is a snapshot: what a crash, a restore or a cloned browser profile goes back to.
//! A write that fails decides so before it changes anything.

mod base;
mod blobs;
mod drafts;
mod outbox;
mod salvage;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use nhatky_domain::ids::{BlobHash, DraftId, RecordId};

use super::{BaseRow, Draft, OutboxRow, Settings, StoreError, Stored, Transfer};

/// Everything that a phone stores, in ordered maps.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    rows: RefCell<Rows>,
    /// Writes until one fails; 0 for never.
    until_failure: Cell<u32>,
    /// Bytes of photos that there is room for; 0 for any number.
    most_photo_bytes: Cell<usize>,
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

    /// The `nth` write from now finds the storage full; 0 for none.
    pub fn fail_write(&self, nth: u32) {
        self.until_failure.set(nth);
    }

    /// From now on there is room for so many bytes of photos; 0 for any number.
    pub fn limit_photos(&self, most_bytes: usize) {
        self.most_photo_bytes.set(most_bytes);
    }

    fn read<T>(&self, read: impl FnOnce(&Rows) -> T) -> T {
        read(&self.rows.borrow())
    }

    fn write<T>(&self, write: impl FnOnce(&mut Rows) -> Stored<T>) -> Stored<T> {
        let until_failure = self.until_failure.get();
        self.until_failure.set(until_failure.saturating_sub(1));
        if until_failure == 1 {
            return Err(StoreError::QuotaExceeded);
        }
        let most_bytes = self.most_photo_bytes.get();
        if most_bytes == 0 {
            return write(&mut self.rows.borrow_mut());
        }
        let mut rows = self.rows.borrow().clone();
        let written = write(&mut rows)?;
        let bytes: usize = rows.blobs.values().map(|blob| blob.bytes.len()).sum();
        if bytes > most_bytes {
            return Err(StoreError::QuotaExceeded);
        }
        self.rows.replace(rows);
        Ok(written)
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
