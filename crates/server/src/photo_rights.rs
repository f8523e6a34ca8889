//! Who may read a photo, and who may claim it without sending it.
//!
//! > Knowing a hash gives no right to what it names. A photo is read through a record that the
//! > person may read, that refers to it, and whose author has shown the bytes.

use nhatky_domain::ids::{BlobHash, PersonId, RecordId};

use crate::app::App;
use crate::apply::{self, is_proven, references};
use crate::directory::Snapshot;
use crate::entitlement;
use crate::store::{
    Blobs as _, Directory as _, Journal as _, PhotoRef, RecordRow, Records as _, Result, Store,
};

/// Whether the person may read the photo now.
///
/// # Errors
/// The store fails.
pub async fn may_read<S: Store>(
    app: &App<S>,
    tx: &mut S::Tx,
    person: PersonId,
    sha: BlobHash,
) -> Result<bool> {
    let proofs = tx.proofs_of(sha).await?;
    if proofs.is_empty() {
        return Ok(false);
    }
    let directory = app.directory.current(tx).await?;
    let ids: Vec<_> = proofs.iter().map(|proof| proof.record).collect();
    let rows = tx.records(&ids).await?;
    let scopes = tx.scopes_of(&ids).await?;
    let holdings = tx.holdings_of(person).await?;
    let readable = entitlement::readable(person, &holdings, &directory.tree, app.today());
    let is_readable = |record: RecordId| {
        scopes
            .iter()
            .any(|(of, scope)| *of == record && readable.contains(scope))
    };
    Ok(rows.iter().any(|row| {
        is_readable(row.record.id)
            && names(&directory, row, sha)
            && is_proven(&proofs, row.record.author, sha)
    }))
}

/// Whether the person has sent it once, or may read it: then it need not be sent again.
///
/// # Errors
/// The store fails.
pub async fn may_claim<S: Store>(
    app: &App<S>,
    tx: &mut S::Tx,
    person: PersonId,
    sha: BlobHash,
) -> Result<bool> {
    let proofs = tx.proofs_of(sha).await?;
    if proofs.iter().any(|proof| proof.person == person) {
        return Ok(true);
    }
    may_read(app, tx, person, sha).await
}

/// Notes that the person has shown the photo for a record, and tells the record's readers. The
/// caller holds the counters and commits.
///
/// # Errors
/// The store fails.
pub async fn prove<S: Store>(app: &App<S>, tx: &mut S::Tx, proof: PhotoRef) -> Result<()> {
    tx.add_proof(proof).await?;
    let Some(mut row) = tx.records(&[proof.record]).await?.into_iter().next() else {
        return Ok(());
    };
    let directory = app.directory.current(tx).await?;
    if !names(&directory, &row, proof.sha) || row.record.author != proof.person {
        return Ok(());
    }
    let before = (row.photos_have, row.complete_at);
    let proofs = tx.proofs_for(&[proof.record]).await?;
    let form = directory.form_of(&row.record);
    let now = app.now();
    apply::recount(&mut row, form, &proofs, now);
    if before == (row.photos_have, row.complete_at) {
        return Ok(());
    }
    let rows = [row];
    tx.save_records(&rows).await?;
    apply::publish(tx, &directory, &rows, now).await
}

fn names(directory: &Snapshot, row: &RecordRow, sha: BlobHash) -> bool {
    let form = directory.form_of(&row.record);
    references(form, &row.record.fields).name(sha)
}
