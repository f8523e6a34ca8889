//! Freeing what nothing needs any more: old settled mutations, and blobs that the server has.

use std::cell::Cell;
use std::collections::HashSet;

use js_sys::Array;
use nhatky_domain::ids::BlobHash;
use nhatky_sync::store::{Stored, referred_blobs};
use wasm_bindgen::JsValue;

use crate::blobs::{read_transfers, transfer_key};
use crate::object::{get, number, rows_of, text};
use crate::rows::{read_draft, work_blobs, work_state};
use crate::schema::{BLOB_INFO, BLOBS, DRAFTS, OUTBOX, RETAINED, TRANSFERS};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl IdbStore {
    pub(super) async fn forget(&self, before_ms: i64) -> Stored<u64> {
        let freed_bytes = Cell::new(0.0);
        let ask = |transaction: &Transaction| {
            for store in [DRAFTS, OUTBOX, RETAINED, TRANSFERS, BLOB_INFO] {
                transaction.get_all(store);
            }
            transaction.get_all_keys(BLOB_INFO);
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            freed_bytes.set(write(transaction, results, before_ms)?);
            Ok(())
        };
        let stores = [DRAFTS, OUTBOX, RETAINED, BLOBS, BLOB_INFO, TRANSFERS];
        let forgotten = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        forgotten.await?;
        Ok(freed_bytes.get() as u64)
    }
}

impl IdbStore {
    pub(crate) async fn free_spare(&self) -> Stored<u64> {
        let freed_bytes = Cell::new(0.0);
        let ask = |transaction: &Transaction| {
            for store in [DRAFTS, OUTBOX, TRANSFERS, BLOB_INFO] {
                transaction.get_all(store);
            }
            transaction.get_all_keys(BLOB_INFO);
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            freed_bytes.set(free(transaction, results)?);
            Ok(())
        };
        let stores = [DRAFTS, OUTBOX, BLOBS, BLOB_INFO, TRANSFERS];
        let freed = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        freed.await?;
        Ok(freed_bytes.get() as u64)
    }
}

fn free(transaction: &Transaction, results: &[JsValue]) -> Stored<f64> {
    let rows = |idx| rows_of(results, idx);
    let mut needed = HashSet::<BlobHash>::new();
    for draft in rows(0) {
        needed.extend(referred_blobs(&read_draft(&draft)?.fields));
    }
    for row in rows(1) {
        needed.extend(work_blobs(&row));
    }
    let mut confirmed = HashSet::new();
    for transfer in read_transfers(&rows(2))? {
        let into = if transfer.is_open() {
            &mut needed
        } else {
            &mut confirmed
        };
        into.insert(transfer.hash);
    }
    confirmed.retain(|hash| !needed.contains(hash));
    Ok(delete_blobs(transaction, &rows(3), &rows(4), |blob| {
        confirmed.contains(&blob)
    }))
}

/// Deletes those that are spare and gives their bytes.
fn delete_blobs(
    transaction: &Transaction,
    infos: &Array,
    hashes: &Array,
    is_spare: impl Fn(BlobHash) -> bool,
) -> f64 {
    let mut freed_bytes = 0.0;
    for (info, hash) in infos.iter().zip(hashes.iter()) {
        let blob = hash.as_string().and_then(|hash| hash.parse().ok());
        if blob.is_some_and(&is_spare) {
            freed_bytes += number(&info, "size_bytes");
            transaction.delete(BLOBS, &hash);
            transaction.delete(BLOB_INFO, &hash);
        }
    }
    freed_bytes
}

/// Gives the bytes freed. A row that cannot be read stops it: what it refers to is unknown.
fn write(transaction: &Transaction, results: &[JsValue], before_ms: i64) -> Stored<f64> {
    let is_old = |at_ms: Option<i64>| at_ms.is_some_and(|at_ms| at_ms < before_ms);
    let rows = |idx| rows_of(results, idx);
    let mut freed_bytes = 0.0;
    let mut needed = HashSet::<BlobHash>::new();
    for draft in rows(0) {
        needed.extend(referred_blobs(&read_draft(&draft)?.fields));
    }
    for row in rows(1) {
        needed.extend(work_blobs(&row));
    }
    for row in rows(2) {
        let state = work_state(&row, RETAINED)?;
        if state.may_be_forgotten(before_ms) {
            freed_bytes += text(&row, "wire").len() as f64;
            transaction.delete(RETAINED, &get(&row, "seq"));
        } else {
            needed.extend(work_blobs(&row));
        }
    }
    let transfers = read_transfers(&rows(3))?;
    for transfer in &transfers {
        if !is_old(transfer.confirmed_at_ms) || transfer.is_open() {
            needed.insert(transfer.hash);
        }
    }
    freed_bytes += delete_blobs(transaction, &rows(4), &rows(5), |blob| {
        !needed.contains(&blob)
    });
    for transfer in transfers {
        if let (false, Some(record)) = (needed.contains(&transfer.hash), transfer.record) {
            transaction.delete(TRANSFERS, &transfer_key(record, transfer.hash));
        }
    }
    Ok(freed_bytes)
}
