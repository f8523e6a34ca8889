use std::collections::BTreeSet;

use nhatky_domain::ids::{BlobHash, RecordId};

use super::PAGE;
use crate::apply::{self, recount, references};
use crate::directory::Snapshot;
use crate::store::{PhotoRef, Result, Transaction};

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
