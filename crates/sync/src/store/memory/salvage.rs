use nhatky_domain::ids::{BlobHash, MutationId};

use super::{KeptBlob, MemoryStore, Rows, Work};
use crate::json;
use crate::protocol::Mutation;
use crate::store::{
    Draft, KeptWork, NewBlob, OutboxRow, Piece, SETTLED_ELSEWHERE, Salvage, Shelf, StoreError,
    Stored, WorkState, renumbered,
};

impl Salvage for MemoryStore {
    async fn names(&self, shelf: Shelf) -> Stored<Vec<String>> {
        Ok(self.read(|rows| match shelf {
            Shelf::Drafts => rows.drafts.keys().map(ToString::to_string).collect(),
            Shelf::Outbox => rows.outbox.keys().map(ToString::to_string).collect(),
            Shelf::Retained => rows.retained.keys().map(ToString::to_string).collect(),
            Shelf::Photos => rows.blobs.keys().map(ToString::to_string).collect(),
        }))
    }

    async fn piece(&self, shelf: Shelf, name: &str) -> Stored<Option<Piece>> {
        Ok(self.read(|rows| rows.piece(shelf, name)))
    }

    async fn put_back(&self, piece: &Piece) -> Stored<bool> {
        self.write(|rows| match piece {
            Piece::Draft(text) => rows.put_draft_back(text),
            Piece::Work(work) => rows.put_work_back(work),
            Piece::Photo(blob) => Ok(rows.put_photo_back(blob)),
        })
    }
}

fn corrupt(text: &str) -> StoreError {
    StoreError::Corrupt {
        store: "backup",
        key: text.chars().take(80).collect(),
    }
}

impl Rows {
    fn piece(&self, shelf: Shelf, name: &str) -> Option<Piece> {
        let work = |work: &Work| {
            Piece::Work(KeptWork {
                wire: work.row.wire.clone(),
                state: json::to_text(&work.row.state),
                blobs: work.blobs.clone(),
            })
        };
        match shelf {
            Shelf::Drafts => {
                let draft = self.drafts.get(&name.parse().ok()?)?;
                Some(Piece::Draft(json::to_text(draft)))
            }
            Shelf::Outbox => self.outbox.get(&name.parse().ok()?).map(work),
            Shelf::Retained => self.retained.get(&name.parse().ok()?).map(work),
            Shelf::Photos => {
                let hash: BlobHash = name.parse().ok()?;
                self.blobs.get(&hash).map(|blob| {
                    Piece::Photo(NewBlob {
                        hash,
                        mime: blob.mime.clone(),
                        bytes: blob.bytes.to_vec(),
                        is_thumbnail: blob.is_thumbnail,
                    })
                })
            }
        }
    }

    fn put_draft_back(&mut self, text: &str) -> Stored<bool> {
        let draft: Draft = json::from_text(text).map_err(|_| corrupt(text))?;
        let is_older = |known: &Draft| known.saved_at_ms >= draft.saved_at_ms;
        let is_handed_in = |work: &Work| {
            work.row.mutation.record == draft.record && work.row.mutation.at >= draft.saved_at_ms
        };
        if self.drafts.get(&draft.id).is_some_and(is_older) || self.work().any(is_handed_in) {
            return Ok(false);
        }
        self.drafts.insert(draft.id, draft);
        Ok(true)
    }

    fn put_work_back(&mut self, work: &KeptWork) -> Stored<bool> {
        let mutation: Mutation = json::from_text(&work.wire).map_err(|_| corrupt(&work.wire))?;
        let state: WorkState = json::from_text(&work.state).map_err(|_| corrupt(&work.state))?;
        let (id, record) = (mutation.id, mutation.record);
        let is_new = !self.has_work(id);
        if is_new && state.settled_at_ms.is_some() {
            self.insert_settled(&work.settled_elsewhere(&mutation, state))?;
        } else if is_new {
            self.insert_waiting(work, mutation, state);
        }
        let n_queued = self.transfers.len();
        for hash in &work.blobs {
            self.queue_blob(record, *hash);
        }
        Ok(is_new || self.transfers.len() > n_queued)
    }

    fn has_work(&self, id: MutationId) -> bool {
        self.work().any(|known| known.row.mutation.id == id)
    }

    fn insert_settled(&mut self, work: &KeptWork) -> Stored<()> {
        let last = self.retained.keys().next_back().map_or(0, |seq| seq + 1);
        let row = OutboxRow {
            mutation: json::from_text(&work.wire).map_err(|_| corrupt(&work.wire))?,
            wire: work.wire.clone(),
            state: json::from_text(&work.state).map_err(|_| corrupt(&work.state))?,
        };
        let blobs = work.blobs.clone();
        let kept = Work { row, blobs };
        self.retained.insert(last.max(SETTLED_ELSEWHERE), kept);
        Ok(())
    }

    fn insert_waiting(&mut self, work: &KeptWork, mut mutation: Mutation, state: WorkState) {
        self.last_seq += 1;
        mutation.seq = self.last_seq;
        let row = OutboxRow {
            wire: renumbered(&work.wire, mutation.id, self.last_seq),
            mutation,
            state,
        };
        let blobs = work.blobs.clone();
        self.outbox.insert(self.last_seq, Work { row, blobs });
    }

    fn put_photo_back(&mut self, blob: &NewBlob) -> bool {
        let is_new = !self.blobs.contains_key(&blob.hash);
        if is_new {
            let kept = KeptBlob {
                mime: blob.mime.clone(),
                bytes: blob.bytes.as_slice().into(),
                is_thumbnail: blob.is_thumbnail,
            };
            self.blobs.insert(blob.hash, kept);
        }
        is_new
    }
}
