//! Tells every audience of some records that they changed.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::RecordId;

use super::scopes;
use crate::directory::Snapshot;
use crate::store::{ChangeRow, RecordRow, Result, Transaction};

/// Gives each record a new number in each of its scopes, and in those that it leaves. A record of a
/// form that this program does not know leaves none. The caller holds the counters; `now` is the
/// server's clock, which the numbers follow.
///
/// # Errors
/// The store fails.
pub(crate) async fn publish<T: Transaction>(
    tx: &mut T,
    directory: &Snapshot,
    rows: &[RecordRow],
    now: i64,
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
    let is_of_a_known_form = |id: RecordId| {
        let mut of_known_forms = rows
            .iter()
            .filter(|row| directory.form_of(&row.record).is_some());
        of_known_forms.any(|row| row.record.id == id)
    };
    for (record, scope) in tx.scopes_of(&ids).await? {
        if !present.contains(&(record, scope.clone())) {
            // Without its form nobody knows which answers name partner units: they keep it.
            let stays = !is_of_a_known_form(record);
            news.entry(scope).or_default().push((record, stays));
        }
    }
    let mut changes = Vec::new();
    for (scope, records) in news {
        let first = tx.take_seqs(&scope, records.len() as i64, now).await?;
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

#[cfg(test)]
mod tests {
    use nhatky_domain::ids::{PersonId, UnitId};
    use nhatky_domain::record::{Fields, Record};
    use uuid::Uuid;

    use super::*;
    use crate::catalogue::CatalogueSource;
    use crate::directory::DirectoryCache;
    use crate::store::memory::MemoryStore;
    use crate::store::{Journal as _, Store as _};

    #[tokio::test]
    async fn a_record_of_a_form_that_is_not_known_stays_with_its_partners() {
        let partner = scopes::of_unit(UnitId(Uuid::from_u128(3)));
        let row = RecordRow {
            record: Record {
                id: RecordId(Uuid::from_u128(1)),
                form: "HD".into(),
                form_version: 9,
                unit: UnitId(Uuid::from_u128(2)),
                author: PersonId(Uuid::from_u128(4)),
                fields: Fields::new(),
                state: "cho_xac_nhan".into(),
                rev: 1,
            },
            device_at: 0,
            device_off: None,
            received_at: 0,
            photos_have: 0,
            photos_total: 0,
            complete_at: None,
            note: None,
        };
        let told_before = ChangeRow {
            scope: partner.clone(),
            record: row.record.id,
            seq: 1,
            is_present: true,
        };
        let mut tx = MemoryStore::default().write().await.unwrap();
        tx.save_changes(&[told_before]).await.unwrap();
        let directory = DirectoryCache::new(CatalogueSource::default());
        let directory = directory.current(&mut tx).await.unwrap();
        publish(&mut tx, &directory, std::slice::from_ref(&row), 0)
            .await
            .unwrap();
        let scopes = tx.scopes_of(&[row.record.id]).await.unwrap();
        assert_eq!(scopes.len(), 3, "author, unit and partner");
        assert!(scopes.contains(&(row.record.id, partner)));
    }
}
