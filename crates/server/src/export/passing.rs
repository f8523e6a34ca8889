//! An organisation passes from one server to another.
//!
//! > Two servers never take pushes in one epoch: what hands over is sealed before the first line is
//! > written, and what was handed a copy begins an epoch of its own.

use std::io::{BufRead, Write};

use super::{ExportError, Head, Reader, load, write};
use crate::epoch;
use crate::store::{Counters as _, Dump, EpochReason, Store, Transaction as _};

/// Seals the organisation, then writes all of it for its successor. Gives the number of rows.
/// Should the file come to nothing, the caller lifts the seal.
///
/// # Errors
/// It is sealed already, nothing was founded, or the file cannot be written.
pub async fn hand_over<S: Store<Tx: Dump>>(
    store: &S,
    out: impl Write + Send,
    now: i64,
) -> Result<u64, ExportError> {
    let mut tx = store.write().await?;
    if tx.organisation().await?.is_none() {
        return Err(ExportError::NotFounded);
    }
    if !tx.seal(now).await? {
        return Err(ExportError::Sealed);
    }
    tx.commit().await?;
    let head = Head {
        moved_at: Some(now),
        ..Head::default()
    };
    write(&mut store.read().await?, out, &head).await
}

/// Loads an organisation: the one that was handed over goes on in its epoch, a copy begins its own.
/// The caller sees to it that what was handed over is taken once. Gives the number of rows.
///
/// # Errors
/// The database is in use, or the file is cut or changed.
pub async fn take_over<S: Store<Tx: Dump>>(
    store: &S,
    reader: &mut Reader<impl BufRead + Send>,
    now: i64,
) -> Result<u64, ExportError> {
    let mut tx = store.write().await?;
    let rows = load(&mut tx, reader).await?;
    if reader.head().moved_at.is_none() {
        epoch::begin(&mut tx, EpochReason::Copied, None, now).await?;
    }
    tx.commit().await?;
    Ok(rows)
}
