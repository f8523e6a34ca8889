use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{
    BlobHash, FieldCode, HoldingId, InstallId, MutationId, PersonId, RecordId, UnitId, UploadId,
};
use nhatky_domain::unit::Unit;

use crate::store::UploadRow;
use crate::store::{
    AuditRow, BlobRow, ChangeRow, CodeRow, ConflictRow, EpochRow, FactRow, InstallRow,
    OrganisationRow, PersonRow, PhotoRef, ReceiptRow, RecordRow, VersionRow,
};

/// A whole database at one moment.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub organisation: Option<OrganisationRow>,
    /// By their place in the sequence.
    pub epochs: Table<usize, EpochRow>,
    /// Numbers of a scope that has none yet begin after this one.
    pub seq_floor: i64,
    pub sealed_at: Option<i64>,
    pub units: Table<UnitId, Unit>,
    pub persons: Table<PersonId, PersonRow>,
    pub holdings: Table<HoldingId, Holding>,
    pub codes: Table<Vec<u8>, CodeRow>,
    /// Bucket and hour → failures.
    pub attempts: Table<(String, i64), i64>,
    pub installs: Table<InstallId, InstallRow>,
    /// Hash of the token → install and expiry.
    pub sessions: Table<Vec<u8>, (InstallId, i64)>,
    pub receipts: Table<MutationId, ReceiptRow>,
    /// Scope → last number.
    pub scopes: Table<String, i64>,
    pub changes: Table<(String, RecordId), ChangeRow>,
    pub records: Table<RecordId, RecordRow>,
    pub versions: Table<(RecordId, u32), VersionRow>,
    pub audit: Table<i64, AuditRow>,
    pub conflicts: Table<(MutationId, FieldCode), ConflictRow>,
    pub facts: Table<RecordId, FactRow>,
    pub blobs: Table<BlobHash, BlobRow>,
    pub proofs: Table<(BlobHash, RecordId, PersonId), PhotoRef>,
    pub uploads: Table<UploadId, UploadRow>,
}

/// Rows by key. Clones share their rows until one of them is written to.
pub struct Table<K, V> {
    rows: Arc<BTreeMap<K, Arc<V>>>,
}

impl<K, V> Clone for Table<K, V> {
    fn clone(&self) -> Self {
        Self {
            rows: Arc::clone(&self.rows),
        }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            rows: Arc::default(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.rows.iter()).finish()
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key).map(Arc::as_ref)
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.iter().map(|(key, row)| (key, row.as_ref()))
    }

    /// In the order of the keys.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.rows.values().map(Arc::as_ref)
    }

    /// The rows with these keys, each once; unknown keys are left out.
    #[must_use]
    pub fn find(&self, keys: &[K]) -> Vec<V> {
        let keys: BTreeSet<_> = keys.iter().collect();
        let found = keys.into_iter().filter_map(|key| self.get(key));
        found.cloned().collect()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes a row over whatever is there.
    pub fn put(&mut self, key: K, row: V) {
        Arc::make_mut(&mut self.rows).insert(key, Arc::new(row));
    }

    /// False, and nothing is written, if the key is taken.
    pub fn add(&mut self, key: K, row: V) -> bool {
        let is_free = !self.rows.contains_key(&key);
        if is_free {
            self.put(key, row);
        }
        is_free
    }

    pub fn remove(&mut self, key: &K) {
        if self.rows.contains_key(key) {
            Arc::make_mut(&mut self.rows).remove(key);
        }
    }

    /// Keeps the rows that pass.
    pub fn retain(&mut self, mut passes: impl FnMut(&K, &V) -> bool) {
        if !self.rows.iter().all(|(key, row)| passes(key, row)) {
            Arc::make_mut(&mut self.rows).retain(|key, row| passes(key, row));
        }
    }

    /// Changes the row, if there is one. Tells whether there was.
    pub fn change(&mut self, key: &K, change: impl FnOnce(&mut V)) -> bool {
        let row = Arc::make_mut(&mut self.rows).get_mut(key);
        row.map(|row| change(Arc::make_mut(row))).is_some()
    }
}
