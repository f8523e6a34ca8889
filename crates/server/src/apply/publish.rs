//! Tells every audience of some records that they changed.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::RecordId;

use super::scopes;
use crate::directory::Snapshot;
use crate::store::{ChangeRow, RecordRow, Result, Transaction};

/// Gives each record a new number in each of its scopes, and in those that it leaves. The caller
/// holds the counters.
///
/// # Errors
/// The store fails.
pub(crate) async fn publish<T: Transaction>(
    tx: &mut T,
    directory: &Snapshot,
    rows: &[RecordRow],
) -> Result<()> {
    let ids: Vec<_> = rows.iter().map(|row| row.record.id).collect();
    let mut news: BTreeMap<String, Vec<(RecordId, bool)>> = BTreeMap::new();
    let mut present: BTreeSet<(RecordId, String)> = BTreeSet::new();
    for row in rows {
        let record = &row.record;
        for scope in scopes::of_record(record, directory.form_of(record)) {
            present.insert((record.id, scope.clone()));
            news.entry(scope).or_default().push((record.id, true));
        }
    }
    for (record, scope) in tx.scopes_of(&ids).await? {
        if !present.contains(&(record, scope.clone())) {
            news.entry(scope).or_default().push((record, false));
        }
    }
    let mut changes = Vec::new();
    for (scope, records) in news {
        let first = tx.take_seqs(&scope, records.len() as i64).await?;
        changes.extend(
            (first..)
                .zip(records)
                .map(|(seq, (record, is_present))| ChangeRow {
                    scope: scope.clone(),
                    record,
                    seq,
                    is_present,
                }),
        );
    }
    tx.save_changes(&changes).await
}
