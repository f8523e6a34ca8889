use nhatky_domain::ids::{BlobHash, RecordId};

use super::MemoryStore;
use crate::store::{Blobs, Stored, Transfer};

impl Blobs for MemoryStore {
    async fn blob(&self, hash: BlobHash) -> Stored<Option<Vec<u8>>> {
        Ok(self.read(|rows| rows.blobs.get(&hash).map(|blob| blob.bytes.to_vec())))
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        let mut waiting: Vec<_> = self.read(|rows| {
            let unconfirmed = rows.transfers.values();
            unconfirmed
                .filter(|transfer| transfer.confirmed_at_ms.is_none())
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
}
