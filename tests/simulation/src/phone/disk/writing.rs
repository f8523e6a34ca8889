//! What a person wrote.

use nhatky_domain::ids::{DraftId, Epoch, MutationId, RecordId};
use nhatky_sync::json;
use nhatky_sync::protocol::Status;
use nhatky_sync::store::memory::MemoryStore;
use nhatky_sync::store::{
    Blobs as _, Draft, Drafts, NewBlob, NewWork, Outbox, OutboxRow, Settlement, Stored, WorkState,
};

use super::Disk;
use crate::planted::Planted;
use crate::poll::{at_once, pause};

impl Drafts for Disk {
    async fn save_draft(&self, draft: &Draft) -> Stored<()> {
        self.turn().await;
        let saved = self.now().save_draft(draft).await;
        self.flush();
        saved
    }

    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>> {
        self.turn().await;
        self.now().draft(id).await
    }

    async fn drafts(&self) -> Stored<Vec<Draft>> {
        self.turn().await;
        self.now().drafts().await
    }

    async fn discard_draft(&self, id: DraftId) -> Stored<()> {
        self.turn().await;
        let discarded = self.now().discard_draft(id).await;
        self.flush();
        discarded
    }

    async fn save_photos(&self, draft: &Draft, blobs: &[NewBlob]) -> Stored<()> {
        self.turn().await;
        let saved = self.now().save_photos(draft, blobs).await;
        self.flush();
        saved
    }
}

impl Outbox for Disk {
    async fn enqueue(&self, work: &NewWork) -> Stored<OutboxRow> {
        self.turn().await;
        if self.has(Planted::OutboxNotDurable) {
            self.note_relaxed();
            return self.now().enqueue(work).await;
        }
        if let (true, Some(draft)) = (self.has(Planted::DraftRemovedBeforeOutbox), work.draft) {
            self.now().discard_draft(draft).await?;
            self.flush();
            pause().await;
        }
        let enqueued = self.now().enqueue(work).await;
        self.flush();
        enqueued
    }

    async fn outbox(&self) -> Stored<Vec<OutboxRow>> {
        self.turn().await;
        self.now().outbox().await
    }

    async fn to_send(&self) -> Stored<Vec<OutboxRow>> {
        self.turn().await;
        let mut rows = self.now().to_send().await?;
        if self.has(Planted::RetainedNotOffered) {
            rows.retain(|row| !row.state.offer_again);
        }
        if self.has(Planted::BodyRewritten) {
            let was_sent = |row: &&mut OutboxRow| row.state.status.is_some();
            for row in rows.iter_mut().filter(was_sent) {
                row.mutation.at += 1;
                row.wire = json::to_text(&row.mutation);
            }
        }
        Ok(rows)
    }

    async fn work_on(&self, record: RecordId) -> Stored<Vec<OutboxRow>> {
        self.turn().await;
        self.now().work_on(record).await
    }

    async fn retained(&self) -> Stored<Vec<OutboxRow>> {
        self.turn().await;
        self.now().retained().await
    }

    async fn settle(&self, outcomes: &[Settlement]) -> Stored<()> {
        self.turn().await;
        let settled = self.now().settle(outcomes).await;
        self.flush();
        if self.has(Planted::PhotoFreedEarly) {
            self.free_photos().await?;
        }
        settled
    }

    async fn begin_epoch(&self, epoch: Epoch) -> Stored<()> {
        self.turn().await;
        let begun = self.now().begin_epoch(epoch).await;
        self.flush();
        begun
    }

    async fn forget_settled(&self, before_ms: i64) -> Stored<u64> {
        self.turn().await;
        let freed = self.now().forget_settled(before_ms).await;
        self.flush();
        freed
    }
}

impl Disk {
    async fn free_photos(&self) -> Stored<()> {
        for row in self.now().retained().await? {
            for transfer in self.now().transfers_of(row.mutation.record).await? {
                self.freed.borrow_mut().insert(transfer.hash);
            }
        }
        Ok(())
    }
}

/// As if they had settled in a time long gone.
pub(super) fn drop_rows(rows: &MemoryStore, lost: &[MutationId]) {
    let settled = |id: &MutationId| Settlement {
        id: *id,
        state: WorkState {
            status: Some(Status::Rejected),
            settled_at_ms: Some(i64::MIN),
            ..WorkState::default()
        },
        is_retained: false,
    };
    let settled: Vec<_> = lost.iter().map(settled).collect();
    // A planted bug: whatever it fails to do, it does no harm.
    let _ = at_once(rows.settle(&settled));
    let _ = at_once(rows.forget_settled(i64::MIN + 1));
}
