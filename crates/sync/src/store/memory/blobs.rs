use nhatky_domain::ids::{BlobHash, RecordId};

use super::{MemoryStore, Rows};
use crate::store::{Blobs, Stored, Transfer};

impl Blobs for MemoryStore {
    async fn blob(&self, hash: BlobHash) -> Stored<Option<Vec<u8>>> {
        Ok(self.read(|rows| rows.blobs.get(&hash).map(|blob| blob.bytes.to_vec())))
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        let mut waiting: Vec<_> = self.read(|rows| {
            let unconfirmed = rows.transfers.values();
            unconfirmed
                .filter(|transfer| transfer.is_open())
                .cloned()
                .collect()
        });
        waiting.sort_by_key(Transfer::sending_order);
        Ok(waiting)
    }

    async fn transfers_of(&self, record: RecordId) -> Stored<Vec<Transfer>> {
        Ok(self.read(|rows| {
            let all = rows.transfers.iter();
            all.filter(|((of, _), _)| *of == record)
                .map(|(_, transfer)| transfer.clone())
                .collect()
        }))
    }

    async fn save_transfer(&self, transfer: &Transfer) -> Stored<()> {
        self.write(|rows| {
            let known = transfer
                .record
                .and_then(|record| rows.transfers.get_mut(&(record, transfer.hash)));
            if let Some(known) = known {
                *known = transfer.clone();
            }
            Ok(())
        })
    }

    async fn free_confirmed(&self) -> Stored<u64> {
        self.write(|rows| {
            let hashes: Vec<_> = rows.blobs.keys().copied().collect();
            let spare = hashes.into_iter().filter(|hash| rows.is_spare(*hash));
            let spare: Vec<_> = spare.collect();
            let freed = spare.iter().filter_map(|hash| rows.blobs.remove(hash));
            Ok(freed.map(|blob| blob.bytes.len() as u64).sum())
        })
    }
}

impl Rows {
    fn is_spare(&self, hash: BlobHash) -> bool {
        let mut sent = self.transfers.values().filter(|sent| sent.hash == hash);
        let mut waiting = self.outbox.values();
        sent.clone().next().is_some()
            && sent.all(|sent| !sent.is_open())
            && !self.is_in_a_draft(hash)
            && !waiting.any(|work| work.blobs.contains(&hash))
    }
}
