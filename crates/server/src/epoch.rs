//! Epochs: lineages of the organisation's numbers.
//!
//! A database that was put back to an earlier state gives numbers a second time, and phones know
//! of work that it does not. Both heal when the organisation goes into a new epoch: every phone
//! that hears of it offers again what it was told had arrived, and reads everything anew.
//! > Two lineages never go by one epoch's name.

use std::collections::BTreeMap;

use nhatky_domain::ids::{Epoch, InstallId};
use nhatky_sync::protocol::Newest;
use uuid::Uuid;

use crate::app::App;
use crate::store::{
    Counters, EpochReason, EpochRow, Receipts, Result, Store, StoreError, Transaction as _, retried,
};

/// One install may give away one new epoch in this time, so that a broken or hostile phone cannot
/// make every other one read everything anew again and again.
const ONCE_IN_MS: i64 = 24 * 60 * 60 * 1000;

/// The epoch in force.
///
/// # Errors
/// Nothing was founded, or the store fails.
pub async fn current<T: Counters + Send>(tx: &mut T) -> Result<Epoch> {
    let organisation = tx.organisation().await?;
    organisation
        .map(|row| row.epoch)
        .ok_or(StoreError::Corrupt {
            what: "organisation",
        })
}

/// Begins a new epoch within the transaction and returns it. A command that puts a backup in place
/// calls this with [`EpochReason::Restored`] before the server starts on it.
///
/// # Errors
/// Nothing was founded, or the store fails.
pub async fn begin<T: Counters + Send>(
    tx: &mut T,
    reason: EpochReason,
    install: Option<InstallId>,
    now: i64,
) -> Result<Epoch> {
    tx.lock_counters().await?;
    let parent = current(tx).await?;
    let epoch = Epoch(Uuid::new_v4());
    tx.begin_epoch(&EpochRow {
        epoch,
        parent: Some(parent),
        began_at: now,
        reason,
        install,
    })
    .await?;
    tracing::warn!(%epoch, %parent, reason = reason.word(), ?install, "a new epoch begins");
    Ok(epoch)
}

/// Begins a new epoch because of what this install knows. The caller has made sure of that within
/// the transaction, so that several who find the same out begin one.
///
/// # Errors
/// Nothing was founded, or the store fails.
pub async fn begin_because_of<T: Counters + Send>(
    tx: &mut T,
    reason: EpochReason,
    install: InstallId,
    now: i64,
) -> Result<Epoch> {
    let epochs = tx.epochs().await?;
    let mut lately = epochs.iter().filter(|row| row.began_at > now - ONCE_IN_MS);
    if lately.any(|row| row.install == Some(install)) {
        tracing::warn!(%install, "this install has begun an epoch lately: none begins");
        return current(tx).await;
    }
    begin(tx, reason, Some(install), now).await
}

/// Whether a mutation of which an install was told is not here, or was taken at another time: after
/// the database was put back, its author may have offered it again.
///
/// # Errors
/// The store fails.
pub async fn knows_of_lost<T: Receipts + Send>(tx: &mut T, told: Option<Newest>) -> Result<bool> {
    match told {
        Some(Newest { id, at }) => {
            let known = tx.receipts(&[id]).await?;
            Ok(known.iter().all(|row| row.received_at != at))
        }
        None => Ok(false),
    }
}

/// How far an install has read.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub install: InstallId,
    pub epoch: Option<Epoch>,
    pub cursors: &'a BTreeMap<String, i64>,
    /// The newest mutation that it has heard of.
    pub newest: Option<Newest>,
}

impl Reader<'_> {
    /// Whether it has read further, in the epoch in force, than the numbers go, or of what is not
    /// here.
    ///
    /// # Errors
    /// Nothing was founded, or the store fails.
    pub async fn is_ahead<T: Counters + Receipts + Send>(self, tx: &mut T) -> Result<bool> {
        if self.epoch != Some(current(tx).await?) {
            return Ok(false);
        }
        if knows_of_lost(tx, self.newest).await? {
            return Ok(true);
        }
        if self.cursors.is_empty() {
            return Ok(false);
        }
        let scopes: Vec<_> = self.cursors.keys().cloned().collect();
        let last_seqs = tx.last_seqs(&scopes).await?;
        let mut cursors = self.cursors.iter();
        Ok(cursors.any(|(scope, seq)| *seq > last_seqs.get(scope).copied().unwrap_or(0)))
    }
}

/// Begins a new epoch if the reader is ahead, which is looked at again with the counters held.
///
/// # Errors
/// The store fails.
pub async fn follow<S: Store>(app: &App<S>, reader: Reader<'_>) -> Result<()> {
    retried(|| async {
        let mut tx = app.store.write().await?;
        tx.lock_counters().await?;
        if reader.is_ahead(&mut tx).await? {
            let reason = EpochReason::CursorAhead;
            begin_because_of(&mut tx, reason, reader.install, app.now()).await?;
        }
        tx.commit().await
    })
    .await
}
