use std::cmp::Reverse;

use nhatky_domain::ids::{BlobHash, DraftId};

use super::{KeptBlob, MemoryStore, Rows};
use crate::store::{Draft, Drafts, NewBlob, Stored, referred_blobs};

impl Rows {
    pub(super) fn is_in_a_draft(&self, hash: BlobHash) -> bool {
        let mut drafts = self.drafts.values();
        drafts.any(|draft| referred_blobs(&draft.fields).contains(&hash))
    }

    fn is_handed_in(&self, hash: BlobHash) -> bool {
        self.transfers.keys().any(|(_, sent)| *sent == hash)
    }
}

impl Drafts for MemoryStore {
    async fn save_draft(&self, draft: &Draft) -> Stored<()> {
        self.save_photos(draft, &[]).await
    }

    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>> {
        Ok(self.read(|rows| rows.drafts.get(&id).cloned()))
    }

    async fn drafts(&self) -> Stored<Vec<Draft>> {
        let mut drafts: Vec<_> = self.read(|rows| rows.drafts.values().cloned().collect());
        drafts.sort_by_key(|draft: &Draft| (Reverse(draft.saved_at_ms), draft.id));
        Ok(drafts)
    }

    async fn discard_draft(&self, id: DraftId) -> Stored<()> {
        self.write(|rows| {
            let Some(draft) = rows.drafts.remove(&id) else {
                return Ok(());
            };
            for hash in referred_blobs(&draft.fields) {
                if !rows.is_in_a_draft(hash) && !rows.is_handed_in(hash) {
                    rows.blobs.remove(&hash);
                }
            }
            Ok(())
        })
    }

    async fn save_photos(&self, draft: &Draft, blobs: &[NewBlob]) -> Stored<()> {
        self.write(|rows| {
            rows.drafts.insert(draft.id, draft.clone());
            for blob in blobs {
                let kept = KeptBlob {
                    mime: blob.mime.clone(),
                    bytes: blob.bytes.as_slice().into(),
                    is_thumbnail: blob.is_thumbnail,
                };
                rows.blobs.insert(blob.hash, kept);
            }
            Ok(())
        })
    }
}
