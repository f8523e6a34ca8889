//! Freeing what nothing needs any more: old settled mutations, and blobs that the server has.

use std::collections::BTreeSet;

use nhatky_domain::ids::BlobHash;
use nhatky_sync::store::{Stored, Transfer, referred_blobs};
use wasm_bindgen::JsValue;

use crate::blobs::transfer_key;
use crate::codec::read_rows;
use crate::drafts::read_drafts;
use crate::rows::{BlobInfo, TransferRow, WorkRow};
use crate::schema::{BLOB_INFO, BLOBS, DRAFTS, OUTBOX, RETAINED, TRANSFERS};
use crate::transaction::Transaction;

/// Gives the bytes freed. A row that cannot be read stops it: what it refers to is unknown.
pub(super) async fn forget(transaction: &Transaction, before_ms: i64) -> Stored<u64> {
    let table = |store| transaction.table(store);
    let drafts = table(DRAFTS)?.get_all()?;
    let waiting = table(OUTBOX)?.get_all()?;
    let settled = table(RETAINED)?.get_all()?;
    let transfers = table(TRANSFERS)?.get_all()?;
    let hashes = table(BLOB_INFO)?.get_all_keys()?;
    let info = table(BLOB_INFO)?.get_all()?;
    transaction.read(&info).await?;

    let settled: Vec<WorkRow> = read_rows(&settled, RETAINED)?;
    let (old, kept): (Vec<_>, Vec<_>) = settled.into_iter().partition(|row| {
        row.state
            .settled_at_ms
            .is_some_and(|at_ms| at_ms < before_ms)
    });
    let mut needed: BTreeSet<BlobHash> = kept.into_iter().flat_map(|row| row.blobs).collect();
    let waiting: Vec<WorkRow> = read_rows(&waiting, OUTBOX)?;
    needed.extend(waiting.into_iter().flat_map(|row| row.blobs));
    for draft in read_drafts(&drafts)? {
        needed.extend(referred_blobs(&draft.fields));
    }
    let transfers: Vec<TransferRow> = read_rows(&transfers, TRANSFERS)?;
    let transfers: Vec<_> = transfers.into_iter().map(|row| row.transfer).collect();
    let unsent = |transfer: &&Transfer| {
        transfer
            .confirmed_at_ms
            .is_none_or(|at_ms| at_ms >= before_ms)
    };
    needed.extend(
        transfers
            .iter()
            .filter(unsent)
            .map(|transfer| transfer.hash),
    );

    let mut freed_bytes = 0;
    for row in old {
        freed_bytes += row.wire.len() as u64;
        table(RETAINED)?.delete(&JsValue::from_f64(row.seq as f64))?;
    }
    let info: Vec<BlobInfo> = read_rows(&info, BLOB_INFO)?;
    for (hash, info) in hashes.array()?.iter().zip(info) {
        let is_needed = hash
            .as_string()
            .and_then(|text| text.parse().ok())
            .is_none_or(|hash| needed.contains(&hash));
        if !is_needed {
            freed_bytes += info.size_bytes;
            table(BLOBS)?.delete(&hash)?;
            table(BLOB_INFO)?.delete(&hash)?;
        }
    }
    let done = transfers
        .iter()
        .filter(|transfer| !needed.contains(&transfer.hash));
    for transfer in done {
        if let Some(record) = transfer.record {
            table(TRANSFERS)?.delete(&transfer_key(record, transfer.hash))?;
        }
    }
    Ok(freed_bytes)
}
