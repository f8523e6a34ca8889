//! Photos that the database counts on and the blob store has lost: forgotten as if they had never
//! come, so that phones that still have them send them again.
//!
//! The record is published without its moment of completeness. A phone that reads it so announces
//! once more what it had been told had arrived.

use std::collections::BTreeSet;

use nhatky_domain::ids::{BlobHash, RecordId};

use crate::app::App;
use crate::apply::{self, recount, references};
use crate::directory::Snapshot;
use crate::error::ApiError;
use crate::keys::sha256;
use crate::store::{BlobRow, Blobs as _, Counters as _, PhotoRef, Result, Store, Transaction};

/// Photos, or records, looked at together.
const PAGE: u32 = 200;

/// Looks for photos that the blob store no longer has as they were, and forgets them. Those that
/// came since the moment `read_since` are read and hashed; of older ones the length must be right,
/// which is quick and finds what a power cut leaves. Returns how many were lost.
///
/// # Errors
/// The store or the blob store fails.
pub async fn search<S: Store>(app: &App<S>, read_since: i64) -> Result<usize, ApiError> {
    let mut after = None;
    let mut found = 0;
    loop {
        let page = app.store.read().await?.blobs(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.sha);
        let mut suspects = Vec::new();
        for row in page {
            if is_lost(app, &row, read_since).await? {
                suspects.push(row);
            }
        }
        if !suspects.is_empty() {
            found += settle(app, &suspects, read_since).await?;
        }
    }
}

/// Looks again with the counters held: a phone may have sent one anew meanwhile.
async fn settle<S: Store>(
    app: &App<S>,
    suspects: &[BlobRow],
    read_since: i64,
) -> Result<usize, ApiError> {
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    let mut lost = BTreeSet::new();
    for row in suspects {
        if is_lost(app, row, read_since).await? {
            lost.insert(row.sha);
        }
    }
    let directory = app.directory.current(&mut tx).await?;
    let records = forget(&mut tx, &directory, &lost, app.now()).await?;
    tx.commit().await?;
    let photos = lost.len();
    tracing::error!(photos, records, "photos are asked for again");
    Ok(photos)
}

async fn is_lost<S: Store>(app: &App<S>, row: &BlobRow, read_since: i64) -> Result<bool, ApiError> {
    if row.received_at < read_since {
        let length_bytes = app.blobs.length_bytes(row.sha).await?;
        return Ok(length_bytes != u64::try_from(row.size).ok());
    }
    let bytes = app.blobs.get(row.sha).await?;
    Ok(bytes.is_none_or(|bytes| sha256(&bytes) != row.sha.0))
}

/// Forgets the photos and tells the readers of their records. The caller holds the counters and
/// commits. Returns the number of records concerned.
///
/// # Errors
/// The store fails.
pub async fn forget<T: Transaction>(
    tx: &mut T,
    directory: &Snapshot,
    lost: &BTreeSet<BlobHash>,
    now: i64,
) -> Result<usize> {
    let mut records = BTreeSet::new();
    for &sha in lost {
        let proofs = tx.proofs_of(sha).await?;
        records.extend(proofs.iter().map(|proof| proof.record));
        tx.forget_blob(sha).await?;
    }
    let records = Vec::from_iter(records);
    for page in records.chunks(PAGE as usize) {
        count_anew(tx, directory, page, (lost, now)).await?;
    }
    Ok(records.len())
}

async fn count_anew<T: Transaction>(
    tx: &mut T,
    directory: &Snapshot,
    records: &[RecordId],
    (lost, now): (&BTreeSet<BlobHash>, i64),
) -> Result<()> {
    let proofs = tx.proofs_for(records).await?;
    let mut rows = tx.records(records).await?;
    rows.retain_mut(|row| {
        let form = directory.form_of(&row.record);
        let of_record = |proof: &&PhotoRef| proof.record == row.record.id;
        let proofs: Vec<_> = proofs.iter().filter(of_record).copied().collect();
        recount(row, form, &proofs, now);
        // A thumbnail is not counted, and is asked for all the same.
        let named = references(form, &row.record.fields);
        let lacks_one = lost.iter().any(|sha| named.name(*sha));
        row.complete_at = row.complete_at.filter(|_| !lacks_one);
        lacks_one
    });
    if rows.is_empty() {
        return Ok(());
    }
    tx.save_records(&rows).await?;
    apply::publish(tx, directory, &rows, now).await
}
