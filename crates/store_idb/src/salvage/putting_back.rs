use std::cell::Cell;

use js_sys::Uint8Array;
use nhatky_sync::protocol::Mutation;
use nhatky_sync::store::{
    Draft, KeptWork, NewBlob, SETTLED_ELSEWHERE, Stored, WorkState, renumbered,
};
use wasm_bindgen::JsValue;

use crate::blobs::transfer_key;
use crate::object::{key, rows_of};
use crate::outbox::{MUTATIONS, OFFERED, count_offered};
use crate::rows::transfer_row;
use crate::rows::{blob_info, kept_row, new_transfer, read_draft, read_json, read_work};
use crate::schema::{
    BLOB_INFO, BLOBS, BY_ID, BY_RECORD, COUNTERS, DRAFTS, OUTBOX, RETAINED, TRANSFERS,
};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

/// The counter of restored work that was settled.
const ELSEWHERE: &str = "settled_elsewhere";

impl IdbStore {
    pub(super) async fn put_draft_back(&self, text: &str) -> Stored<bool> {
        let draft: Draft = read_json(text, DRAFTS)?;
        let (id, record) = (key(draft.id), key(draft.record));
        let ask = |transaction: &Transaction| {
            transaction.get(DRAFTS, &id);
            transaction.get_all_by(OUTBOX, BY_RECORD, &record);
            transaction.get_all_by(RETAINED, BY_RECORD, &record);
        };
        self.put_if(&[DRAFTS, OUTBOX, RETAINED], &ask, &|transaction, found| {
            let is_older = found.first().is_some_and(|known| {
                read_draft(known).is_ok_and(|known| known.saved_at_ms >= draft.saved_at_ms)
            });
            let is_new = !is_older && !is_handed_in(&draft, found);
            if is_new {
                transaction.put_at(DRAFTS, &id, &text.into());
            }
            is_new
        })
        .await
    }

    pub(super) async fn put_work_back(&self, work: &KeptWork) -> Stored<bool> {
        let mutation: Mutation = read_json(&work.wire, OUTBOX)?;
        let state: WorkState = read_json(&work.state, OUTBOX)?;
        let (id, is_settled) = (key(mutation.id), state.settled_at_ms.is_some());
        let ask = |transaction: &Transaction| {
            transaction.get_by(OUTBOX, BY_ID, &id);
            transaction.get_by(RETAINED, BY_ID, &id);
            transaction.get(COUNTERS, &MUTATIONS.into());
            transaction.get(COUNTERS, &ELSEWHERE.into());
            transaction.get(COUNTERS, &OFFERED.into());
            for hash in &work.blobs {
                transaction.get(BLOB_INFO, &key(hash));
                transaction.get_key(TRANSFERS, &transfer_key(mutation.record, *hash));
            }
        };
        let stores = [COUNTERS, OUTBOX, RETAINED, BLOB_INFO, TRANSFERS];
        self.put_if(&stores, &ask, &|transaction, found| {
            let [waiting, settled, own, elsewhere, offered, blobs @ ..] = found else {
                return false;
            };
            let is_new = waiting.is_undefined() && settled.is_undefined();
            if is_new && is_settled {
                let seq = next(transaction, ELSEWHERE, elsewhere, SETTLED_ELSEWHERE as f64);
                let offered_before = offered.as_f64().unwrap_or(0.0);
                let work = work.settled_elsewhere(&mutation, state.clone());
                transaction.put(RETAINED, &kept_row(&work, &mutation, seq));
                count_offered(
                    transaction,
                    offered_before + f64::from(state.is_worth_offering()),
                );
            } else if is_new {
                let seq = next(transaction, MUTATIONS, own, 1.0);
                let sent = KeptWork {
                    wire: renumbered(&work.wire, mutation.id, seq as u64),
                    ..work.clone()
                };
                transaction.put(OUTBOX, &kept_row(&sent, &mutation, seq));
            }
            queue(transaction, work, &mutation, blobs) || is_new
        })
        .await
    }

    pub(super) async fn put_photo_back(&self, blob: &NewBlob) -> Stored<bool> {
        let hash = key(blob.hash);
        let ask = |transaction: &Transaction| {
            transaction.get_key(BLOBS, &hash);
            transaction.get_key(BLOB_INFO, &hash);
        };
        self.put_if(&[BLOBS, BLOB_INFO], &ask, &|transaction, found| {
            let is_new = found.iter().any(JsValue::is_undefined);
            if is_new {
                let bytes = Uint8Array::from(blob.bytes.as_slice());
                transaction.put_at(BLOBS, &hash, &bytes);
                transaction.put_at(BLOB_INFO, &hash, &blob_info(blob));
            }
            is_new
        })
        .await
    }

    /// Writes that say whether there was anything to write.
    async fn put_if(
        &self,
        stores: &[&str],
        ask: &dyn Fn(&Transaction),
        put: &dyn Fn(&Transaction, &[JsValue]) -> bool,
    ) -> Stored<bool> {
        let has_changed = Cell::new(false);
        let write = |transaction: &Transaction, found: &[JsValue]| {
            has_changed.set(put(transaction, found));
            Ok(())
        };
        let put = self.connection.change(stores, Access::Strict, ask, &write);
        put.await?;
        Ok(has_changed.get())
    }
}

/// Whether its record was handed in, or changed, after it was saved.
fn is_handed_in(draft: &Draft, found: &[JsValue]) -> bool {
    let is_later = |row: JsValue| {
        read_work(&row, OUTBOX).is_ok_and(|row| row.mutation.at >= draft.saved_at_ms)
    };
    (1..3).any(|idx| rows_of(found, idx).iter().any(is_later))
}

/// Takes the next number of a counter, which begins at `first`.
fn next(transaction: &Transaction, counter: &str, last: &JsValue, first: f64) -> f64 {
    let seq = last.as_f64().map_or(first, |last| last + 1.0);
    transaction.put_at(COUNTERS, &counter.into(), &JsValue::from_f64(seq));
    seq
}

/// The photos that are here and not on their way. Of each: what it is, and its transfer's key.
fn queue(
    transaction: &Transaction,
    work: &KeptWork,
    mutation: &Mutation,
    found: &[JsValue],
) -> bool {
    let mut is_any = false;
    for (hash, about) in work.blobs.iter().zip(found.chunks(2)) {
        if let [info, under_way] = about
            && !info.is_undefined()
            && under_way.is_undefined()
        {
            let transfer = new_transfer(info, *hash, mutation.record);
            transaction.put(TRANSFERS, &transfer_row(&transfer, mutation.record));
            is_any = true;
        }
    }
    is_any
}
