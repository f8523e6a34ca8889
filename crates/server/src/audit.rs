//! The audit chain: that no version was changed, taken away or slipped in since it was written.
//!
//! ```text
//! digest = SHA-256(every column of the version, each behind its length)
//! chain  = SHA-256(chain before it ‖ number ‖ record ‖ rev ‖ digest)        the first follows zeros
//! ```
//! Every version gets its row in the transaction that writes it, and so the last hash stands for
//! everything. Whoever can write to the database can also write the chain anew: only a hash noted
//! elsewhere shows that.
//! > Rows are never changed or removed, whatever is removed of what they vouch for.
//! > A version without a row stays without one: it was slipped in.

mod hashing;
#[cfg(test)]
mod tests;
mod verdict;

pub use self::hashing::digest_of;
pub use self::verdict::{Flaw, Verdict};
use crate::store::{Audit, AuditRow, Audited, Head, Result, StoredVersion, VersionRow};

/// Rows and versions that are in memory at once.
const PAGE: u32 = 500;
/// Each page looks through all versions for those without a row: few pages, then.
const APPENDED_AT_ONCE: u32 = 20_000;

/// Appends the rows of versions that are written in the same transaction, in their order. The
/// caller holds the counters.
///
/// # Errors
/// One of them has a row already, or the store fails.
pub async fn append<T: Audit + Send>(tx: &mut T, versions: &[VersionRow]) -> Result<()> {
    if versions.is_empty() {
        return Ok(());
    }
    let head = tx.audit_head().await?;
    let stored = versions.iter().map(StoredVersion::of);
    tx.add_audit(&following(head, stored)).await
}

/// Appends the rows of all versions from before there was a chain, in the order of their arrival.
/// Only for a database that has just got its table, or rows of one that had none.
///
/// # Errors
/// The store fails.
pub async fn append_missing<T: Audit + Send>(tx: &mut T) -> Result<()> {
    let mut head = tx.audit_head().await?;
    loop {
        let versions = tx.unaudited(APPENDED_AT_ONCE).await?;
        let rows = following(head, versions);
        let Some(last) = rows.last() else {
            return Ok(());
        };
        head = last.head();
        tx.add_audit(&rows).await?;
    }
}

fn following(mut head: Head, versions: impl IntoIterator<Item = StoredVersion>) -> Vec<AuditRow> {
    let row = |version: StoredVersion| {
        let row = hashing::next(head, version.record, version.rev, digest_of(&version));
        head = row.head();
        row
    };
    versions.into_iter().map(row).collect()
}

/// Goes through the whole chain, up to its first flaw.
///
/// # Errors
/// The store fails.
pub async fn verify<T: Audit + Send>(tx: &mut T) -> Result<Verdict> {
    let mut head = Head::default();
    // A row below the first number would vouch for a version and be seen by nobody.
    let mut after = i64::MIN;
    loop {
        let page = tx.audited(after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for audited in &page {
            match step(head, audited) {
                Ok(next) => head = next,
                Err(flaw) => {
                    let flaw = Some(flaw);
                    return Ok(Verdict { head, flaw });
                }
            }
        }
        after = head.number;
    }
    let flaw = match tx.unaudited(1).await?.pop() {
        Some(version) => Some(Flaw::Unaudited(version.record, version.rev)),
        None => {
            let gone = tx.unversioned().await?;
            gone.map(|(record, rev)| Flaw::NewestMissing(record, rev))
        }
    };
    Ok(Verdict { head, flaw })
}

/// From one row to the next, or why not.
fn step(head: Head, audited: &Audited) -> Result<Head, Flaw> {
    let row = &audited.row;
    if row.number != head.number + 1 {
        return Err(Flaw::NumberMissing);
    }
    let (record, rev) = (row.record, row.rev);
    if *row != hashing::next(head, record, rev, row.digest) {
        return Err(Flaw::DoesNotFollow(record, rev));
    }
    let is_replaced = audited.newest_rev.is_some_and(|newest| newest > rev);
    match &audited.version {
        Some(version) if digest_of(version) != row.digest => Err(Flaw::Differs(record, rev)),
        None if !is_replaced => Err(Flaw::NewestMissing(record, rev)),
        // An old version may be removed.
        Some(_) | None => Ok(row.head()),
    }
}
