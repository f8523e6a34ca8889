//! The same files in memory, for simulations: what is here is there as soon as it is written.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use nhatky_domain::ids::UploadId;

#[derive(Debug, Clone, Default)]
pub(super) struct Files(Arc<Mutex<BTreeMap<UploadId, Vec<u8>>>>);

impl Files {
    pub(super) fn append(&self, id: UploadId, offset: u64, chunk: &[u8]) -> bool {
        let mut files = self.all();
        let file = files.entry(id).or_default();
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        if file.len() < offset {
            return false;
        }
        file.truncate(offset);
        file.extend_from_slice(chunk);
        true
    }

    pub(super) fn read(&self, id: UploadId, length: u64) -> io::Result<Bytes> {
        let files = self.all();
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let found = files.get(&id).and_then(|file| file.get(..length));
        let found = found.ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Bytes::copy_from_slice(found))
    }

    pub(super) fn remove(&self, id: UploadId) {
        self.all().remove(&id);
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<UploadId, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
