use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::{BlobHash, Epoch, RecordId};

use super::{MemoryStore, Rows, Work};
use crate::store::{
    EPOCH, NewWork, Outbox, OutboxRow, Settlement, Stored, Transfer, WorkState, wire_of,
};

impl Rows {
    pub(super) fn work(&self) -> impl Iterator<Item = &Work> {
        self.retained.values().chain(self.outbox.values())
    }

    pub(super) fn queue_blob(&mut self, record: RecordId, hash: BlobHash) {
        let Some(blob) = self.blobs.get(&hash) else {
            return;
        };
        let transfer = Transfer {
            hash,
            mime: blob.mime.clone(),
            size_bytes: blob.bytes.len() as u64,
            is_thumbnail: blob.is_thumbnail,
            record: Some(record),
            upload: None,
            sent_bytes: 0,
            confirmed_at_ms: None,
            refused: None,
            offer_again: false,
        };
        self.transfers.entry((record, hash)).or_insert(transfer);
    }

    fn place(&mut self, is_settled: bool) -> &mut BTreeMap<u64, Work> {
        if is_settled {
            &mut self.retained
        } else {
            &mut self.outbox
        }
    }

    /// The row that an outcome is for.
    fn take_answered(&mut self, outcome: &Settlement) -> Option<(u64, Work)> {
        let place = self.place(outcome.is_retained);
        let is_meant = |work: &Work| {
            work.row.mutation.id == outcome.id && work.row.state.offer_again == outcome.is_retained
        };
        let (&seq, _) = place.iter().find(|(_, work)| is_meant(work))?;
        place.remove_entry(&seq)
    }

    /// Gives the bytes freed.
    fn forget_blob(&mut self, hash: BlobHash) -> u64 {
        self.transfers.retain(|(_, sent), _| *sent != hash);
        let freed = self.blobs.remove(&hash);
        freed.map_or(0, |blob| blob.bytes.len() as u64)
    }

    fn is_needed(&self, hash: BlobHash, before_ms: i64) -> bool {
        let sent = self.transfers.iter().filter(|((_, of), _)| *of == hash);
        let is_confirmed = |transfer: &Transfer| {
            let confirmed_at_ms = transfer.confirmed_at_ms.filter(|_| !transfer.is_open());
            confirmed_at_ms.is_some_and(|at_ms| at_ms < before_ms)
        };
        self.is_in_a_draft(hash)
            || self.work().any(|work| work.blobs.contains(&hash))
            || sent
                .into_iter()
                .any(|(_, transfer)| !is_confirmed(transfer))
    }
}

fn in_order<'a>(work: impl Iterator<Item = &'a Work>) -> Vec<OutboxRow> {
    let mut rows: Vec<_> = work.map(|work| work.row.clone()).collect();
    rows.sort_by_key(|row| row.mutation.seq);
    rows
}

impl Outbox for MemoryStore {
    async fn enqueue(&self, work: &NewWork) -> Stored<OutboxRow> {
        self.write(|rows| {
            let known = rows.work().find(|known| known.row.mutation.id == work.id);
            if let Some(known) = known {
                return Ok(known.row.clone());
            }
            rows.last_seq += 1;
            let (mutation, wire) = wire_of(work, rows.last_seq);
            let row = OutboxRow {
                mutation,
                wire,
                state: WorkState::default(),
            };
            for hash in &work.blobs {
                rows.queue_blob(work.record, *hash);
            }
            if let Some(draft) = work.draft {
                rows.drafts.remove(&draft);
            }
            let kept = Work {
                row: row.clone(),
                blobs: work.blobs.clone(),
            };
            rows.outbox.insert(rows.last_seq, kept);
            Ok(row)
        })
    }

    async fn outbox(&self) -> Stored<Vec<OutboxRow>> {
        Ok(self.read(|rows| in_order(rows.outbox.values())))
    }

    async fn to_send(&self) -> Stored<Vec<OutboxRow>> {
        Ok(self.read(|rows| {
            let retained = rows.retained.values();
            let again = retained.filter(|work| work.row.state.offer_again);
            in_order(again.chain(rows.outbox.values()))
        }))
    }

    async fn work_on(&self, record: RecordId) -> Stored<Vec<OutboxRow>> {
        Ok(self.read(|rows| {
            let on_record = |work: &&Work| work.row.mutation.record == record;
            in_order(rows.work().filter(on_record))
        }))
    }

    async fn retained(&self) -> Stored<Vec<OutboxRow>> {
        Ok(self.read(|rows| in_order(rows.retained.values())))
    }

    async fn settle(&self, outcomes: &[Settlement]) -> Stored<()> {
        self.write(|rows| {
            for outcome in outcomes {
                if let Some((seq, mut work)) = rows.take_answered(outcome) {
                    work.row.state = outcome.state.clone();
                    rows.place(outcome.state.settled_at_ms.is_some())
                        .insert(seq, work);
                }
            }
            Ok(())
        })
    }

    async fn begin_epoch(&self, epoch: Epoch) -> Stored<()> {
        self.write(|rows| {
            for work in rows.retained.values_mut() {
                work.row.state.offer_again |= work.row.state.is_worth_offering();
            }
            for transfer in rows.transfers.values_mut() {
                transfer.offer_again = transfer.confirmed_at_ms.is_some();
            }
            rows.cursors.values_mut().for_each(|seq| *seq = 0);
            rows.settings.insert(EPOCH.to_owned(), epoch.to_string());
            Ok(())
        })
    }

    async fn forget_settled(&self, before_ms: i64) -> Stored<u64> {
        self.write(|rows| {
            let mut freed_bytes = 0;
            rows.retained.retain(|_, work| {
                let is_old = work.row.state.may_be_forgotten(before_ms);
                freed_bytes += if is_old {
                    work.row.wire.len() as u64
                } else {
                    0
                };
                !is_old
            });
            let hashes: BTreeSet<_> = rows.blobs.keys().copied().collect();
            for hash in hashes {
                if !rows.is_needed(hash, before_ms) {
                    freed_bytes += rows.forget_blob(hash);
                }
            }
            Ok(freed_bytes)
        })
    }
}
