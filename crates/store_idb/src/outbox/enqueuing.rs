use std::cell::RefCell;

use nhatky_sync::store::{NewWork, OutboxRow, Stored};
use wasm_bindgen::JsValue;

use crate::blobs::transfer_key;
use crate::error::named;
use crate::object::key;
use crate::rows::{new_transfer, read_work, transfer_row, work_row};
use crate::schema::{BLOB_INFO, BY_ID, COUNTERS, DRAFTS, OUTBOX, RETAINED, TRANSFERS};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

/// The counter of mutations.
pub(crate) const MUTATIONS: &str = "mutations";

impl IdbStore {
    pub(super) async fn enqueue_once(&self, work: &NewWork) -> Stored<OutboxRow> {
        let stores = [COUNTERS, DRAFTS, OUTBOX, RETAINED, BLOB_INFO, TRANSFERS];
        let row = RefCell::new(None);
        let ask = |transaction: &Transaction| ask(transaction, work);
        let write = |transaction: &Transaction, results: &[JsValue]| {
            row.replace(Some(write(transaction, work, results)?));
            Ok(())
        };
        let enqueued = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        enqueued.await?;
        row.take()
            .ok_or_else(|| named("UnknownError", "nothing was written"))
    }
}

/// The same mutation, should it be here; the counter; and of each blob what it is and whether it
/// is on its way already.
fn ask(transaction: &Transaction, work: &NewWork) {
    let id = key(work.id);
    transaction.get_by(OUTBOX, BY_ID, &id);
    transaction.get_by(RETAINED, BY_ID, &id);
    transaction.get(COUNTERS, &MUTATIONS.into());
    for hash in &work.blobs {
        transaction.get(BLOB_INFO, &key(hash));
        transaction.get_key(TRANSFERS, &transfer_key(work.record, *hash));
    }
}

fn write(transaction: &Transaction, work: &NewWork, results: &[JsValue]) -> Stored<OutboxRow> {
    let [waiting, settled, last_seq, blobs @ ..] = results else {
        return Err(named("UnknownError", "not everything was answered"));
    };
    for known in [waiting, settled] {
        if !known.is_undefined() {
            return read_work(known, OUTBOX);
        }
    }
    let seq = last_seq.as_f64().unwrap_or_default() + 1.0;
    let (row, outbox_row) = work_row(work, seq as u64);
    transaction.put_at(COUNTERS, &MUTATIONS.into(), &JsValue::from_f64(seq));
    transaction.put(OUTBOX, &row);
    for (hash, about) in work.blobs.iter().zip(blobs.chunks(2)) {
        if let [info, under_way] = about
            && !info.is_undefined()
            && under_way.is_undefined()
        {
            let transfer = new_transfer(info, *hash, work.record);
            transaction.put(TRANSFERS, &transfer_row(&transfer, work.record));
        }
    }
    if let Some(draft) = work.draft {
        transaction.delete(DRAFTS, &key(draft));
    }
    Ok(outbox_row)
}
