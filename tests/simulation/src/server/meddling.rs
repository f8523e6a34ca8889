//! Comes between the server and its tables: fails commits, and plants bugs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use nhatky_domain::ids::MutationId;
use nhatky_server::store::memory::{Meddler, Tables};
use nhatky_server::store::{ChangeRow, FactRow, ReceiptRow, Result, StoreError, VersionRow};
use nhatky_sync::protocol::Status;

use crate::planted::Planted;

#[derive(Debug)]
pub(crate) struct Meddling {
    planted: Option<Planted>,
    refuse_next: AtomicBool,
    refused: AtomicBool,
    kept_back: Mutex<KeptBack>,
}

/// What a planted bug has not written yet.
#[derive(Debug, Default)]
struct KeptBack {
    receipts: Vec<ReceiptRow>,
    changes: Vec<ChangeRow>,
    /// Tables of holdings and units as they were first seen.
    directory: Option<Tables>,
    /// Texts as they came, for bugs that change what the rules see of them.
    originals: BTreeMap<MutationId, String>,
}

impl Meddling {
    pub(crate) fn new(planted: Option<Planted>) -> Self {
        Self {
            planted,
            refuse_next: AtomicBool::new(false),
            refused: AtomicBool::new(false),
            kept_back: Mutex::default(),
        }
    }

    pub(crate) fn refuse_next(&self) {
        self.refuse_next.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take_refused(&self) -> bool {
        self.refuse_next.store(false, Ordering::Relaxed);
        self.refused.swap(false, Ordering::Relaxed)
    }

    /// The process is gone, and with it what it had not written yet.
    pub(crate) fn killed(&self) {
        let mut kept_back = self.kept_back();
        kept_back.receipts.clear();
        if self.planted != Some(Planted::NumberOutsideLock) {
            kept_back.changes.clear();
        }
    }

    pub(crate) fn restore_bodies(&self, originals: &BTreeMap<MutationId, String>) {
        let mut kept_back = self.kept_back();
        let new = originals.iter().map(|(id, text)| (*id, text.clone()));
        kept_back.originals.extend(new);
    }

    fn kept_back(&self) -> MutexGuard<'_, KeptBack> {
        self.kept_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn forget_settled(tables: &mut Tables) {
        tables
            .receipts
            .retain(|_, row| !row.outcome.status.settles());
    }
}

impl Meddler for Meddling {
    fn begin(&self, tables: &mut Tables, writes: bool) {
        let Some(planted) = self.planted else {
            return;
        };
        let mut kept_back = self.kept_back();
        match planted {
            Planted::ReceiptAfterCommit => put_receipts(tables, &kept_back.receipts),
            Planted::NumberOutsideLock if writes => {
                for row in kept_back.changes.drain(..) {
                    put_change(tables, row);
                }
            }
            Planted::DuplicateApplied if writes => Self::forget_settled(tables),
            Planted::StaleEntitlement => {
                let first = kept_back.directory.get_or_insert_with(|| tables.clone());
                tables.holdings = first.holdings.clone();
                tables.units = first.units.clone();
            }
            Planted::DepartureNotTold if !writes => tables.changes.retain(|_, row| row.is_present),
            _ => {}
        }
    }

    fn commit(&self, before: &Tables, after: &mut Tables) -> Result<()> {
        if self.refuse_next.swap(false, Ordering::Relaxed) {
            self.refused.store(true, Ordering::Relaxed);
            return Err(StoreError::Corrupt {
                what: "disk that is full",
            });
        }
        let Some(planted) = self.planted else {
            return Ok(());
        };
        let mut kept_back = self.kept_back();
        match planted {
            Planted::ReceiptAfterCommit => {
                let written = std::mem::take(&mut kept_back.receipts);
                let new = after.receipts.rows().filter(|row| {
                    before.receipts.get(&row.outcome.id) != Some(row) && !written.contains(row)
                });
                kept_back.receipts = new.cloned().collect();
                after.receipts = before.receipts.clone();
                put_receipts(after, &written);
            }
            Planted::NumberOutsideLock => keep_changes_back(&mut kept_back.changes, before, after),
            Planted::DuplicateApplied => {
                let known = before.receipts.rows();
                for row in known.filter(|row| row.outcome.status.settles()) {
                    after.receipts.put(row.outcome.id, row.clone());
                }
            }
            Planted::StaleEntitlement => {
                after.holdings = before.holdings.clone();
                after.units = before.units.clone();
            }
            Planted::VersionRewritten => rewrite_former_versions(before, after),
            Planted::FactsAddedUp => add_facts_up(before, after),
            Planted::QuarantineDropped => after
                .receipts
                .retain(|_, row| row.outcome.status != Status::Quarantined),
            Planted::MergeWithoutDigest | Planted::StaleReview => {
                for (id, text) in &kept_back.originals {
                    after.receipts.change(id, |row| row.body.clone_from(text));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn put_receipts(tables: &mut Tables, rows: &[ReceiptRow]) {
    for row in rows {
        tables.receipts.put(row.outcome.id, row.clone());
    }
}

fn put_change(tables: &mut Tables, row: ChangeRow) {
    tables.changes.put((row.scope.clone(), row.record), row);
}

fn keep_changes_back(kept_back: &mut Vec<ChangeRow>, before: &Tables, after: &mut Tables) {
    let key = |row: &ChangeRow| (row.scope.clone(), row.record);
    let new = after
        .changes
        .rows()
        .filter(|row| before.changes.get(&key(row)) != Some(row));
    // Every other one is slow.
    let slow: Vec<_> = new.filter(|row| row.seq % 2 == 0).cloned().collect();
    for row in slow {
        match before.changes.get(&key(&row)) {
            Some(known) => put_change(after, known.clone()),
            None => after.changes.remove(&key(&row)),
        }
        kept_back.push(row);
    }
}

/// Those that have a newer one since count as the work of whoever made it.
fn rewrite_former_versions(before: &Tables, after: &mut Tables) {
    let new: Vec<_> = after.versions.rows().cloned().collect();
    let is_new = |row: &&VersionRow| before.versions.get(&(row.record, row.rev)).is_none();
    for row in new.iter().filter(is_new) {
        let former = (row.record, row.rev.saturating_sub(1));
        after.versions.change(&former, |former| {
            (former.person, former.install) = (row.person, row.install);
        });
    }
}

fn add_facts_up(before: &Tables, after: &mut Tables) {
    let known: Vec<_> = before.facts.rows().cloned().collect();
    for FactRow { record, facts, .. } in known {
        if after
            .facts
            .get(&record)
            .is_some_and(|row| row.facts != facts)
        {
            after.facts.change(&record, |row| {
                for fact in facts {
                    let same =
                        |other: &&mut nhatky_domain::form::Fact| other.indicator == fact.indicator;
                    match row.facts.iter_mut().find(same) {
                        Some(other) => other.amount += fact.amount,
                        None => row.facts.push(fact),
                    }
                }
            });
        }
    }
}
