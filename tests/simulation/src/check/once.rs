//! I2: a mutation has its effect once.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_server::store::memory::Tables;
use nhatky_sync::protocol::Status;

use super::broken;
use crate::world::Kept;

pub(super) fn effects(tables: &Tables) -> Kept {
    let mut made = BTreeSet::new();
    let mut newest = BTreeMap::new();
    for row in tables.versions.rows() {
        if !made.insert(row.mutation) {
            return broken(format!("{} took effect twice", row.mutation));
        }
        let rev = newest.entry(row.record).or_insert(0);
        *rev += 1;
        if row.rev != *rev {
            return broken(format!("{} has no revision {rev}", row.record));
        }
        let receipt = tables.receipts.get(&row.mutation);
        let is_noted = receipt.is_some_and(|receipt| {
            receipt.outcome.rev == Some(row.rev)
                && matches!(
                    receipt.outcome.status,
                    Status::Applied | Status::Merged | Status::Conflict
                )
        });
        if !is_noted {
            return broken(format!("{} took effect without a receipt", row.mutation));
        }
    }
    for row in tables.records.rows() {
        let record = &row.record;
        if newest.get(&record.id) != Some(&record.rev) {
            return broken(format!("{} has revisions that nobody made", record.id));
        }
        let last = tables.versions.get(&(record.id, record.rev));
        if last.is_none_or(|last| last.fields != record.fields) {
            return broken(format!("{} is not as its last revision", record.id));
        }
    }
    Ok(())
}
