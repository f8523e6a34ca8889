//! The working sheet of one transaction: what was loaded, what it became, what is to be written.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{HoldingId, MutationId, PersonId, RecordId};

use super::photos::recount;
use super::publish::publish;
use super::{Incoming, checks};
use crate::audit;
use crate::directory::Snapshot;
use crate::store::{ConflictRow, PhotoRef, ReceiptRow, RecordRow, Result, Transaction, VersionRow};

/// Records, receipts and holdings by their ids.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    records: HashMap<RecordId, RecordRow>,
    receipts: HashMap<MutationId, ReceiptRow>,
    holdings: HashMap<PersonId, Vec<Holding>>,
    /// Named by a mutation, and held by somebody else than its sender.
    of_others: BTreeSet<HoldingId>,
    proofs: Vec<PhotoRef>,
    touched: BTreeSet<RecordId>,
    judged: BTreeSet<MutationId>,
    versions: Vec<VersionRow>,
    conflicts: Vec<ConflictRow>,
    news: (Vec<RecordId>, Vec<MutationId>),
}

impl Sheet {
    /// Adds what these mutations name. What is on the sheet already stays as it has become.
    pub(super) async fn load<T: Transaction>(
        &mut self,
        tx: &mut T,
        person: PersonId,
        mutations: &[Incoming],
    ) -> Result<()> {
        let readable = || mutations.iter().filter_map(Incoming::mutation);
        let ids = mutations.iter().map(|mutation| mutation.id);
        let deps = readable().flat_map(|mutation| mutation.deps.iter().copied());
        let wanted: BTreeSet<_> = ids
            .chain(deps)
            .filter(|id| !self.receipts.contains_key(id))
            .collect();
        for row in tx.receipts(&Vec::from_iter(wanted)).await? {
            self.receipts.insert(row.outcome.id, row);
        }
        let records: BTreeSet<_> = readable()
            .map(|mutation| mutation.record)
            .filter(|id| !self.records.contains_key(id))
            .collect();
        let records = Vec::from_iter(records);
        for row in tx.records(&records).await? {
            self.records.insert(row.record.id, row);
        }
        self.proofs.extend(tx.proofs_for(&records).await?);
        if let Entry::Vacant(entry) = self.holdings.entry(person) {
            entry.insert(tx.holdings_of(person).await?);
        }
        let is_own = |id: &HoldingId| self.holdings(person).iter().any(|held| held.id == *id);
        let named = readable().map(|mutation| mutation.holding);
        let foreign: BTreeSet<_> = named.filter(|id| !is_own(id)).collect();
        if !foreign.is_empty() {
            let known = tx.known_holdings(&Vec::from_iter(foreign)).await?;
            self.of_others.extend(known);
        }
        Ok(())
    }

    pub(super) fn is_held_by_another(&self, id: HoldingId) -> bool {
        self.of_others.contains(&id)
    }

    pub(super) fn record(&self, id: RecordId) -> Option<&RecordRow> {
        self.records.get(&id)
    }

    pub(super) fn receipt(&self, id: MutationId) -> Option<&ReceiptRow> {
        self.receipts.get(&id)
    }

    pub(super) fn holdings(&self, person: PersonId) -> &[Holding] {
        self.holdings.get(&person).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has_judged(&self, id: MutationId) -> bool {
        self.judged.contains(&id)
    }

    /// The record as it stands from now on, and how it came to.
    pub(super) fn put_record(&mut self, row: RecordRow, version: VersionRow) {
        if row.record.rev == 1 {
            self.news.0.push(row.record.id);
        }
        self.touched.insert(row.record.id);
        self.versions.push(version);
        self.records.insert(row.record.id, row);
    }

    pub(super) fn put_conflicts(&mut self, rows: Vec<ConflictRow>) {
        self.conflicts.extend(rows);
    }

    pub(super) fn put_receipt(&mut self, row: ReceiptRow) {
        let id = row.outcome.id;
        if row.outcome.status.settles() {
            self.news.1.push(id);
        }
        self.judged.insert(id);
        self.receipts.insert(id, row);
    }

    /// Records made and mutations settled since the last call: others may wait for them.
    pub(super) fn take_news(&mut self) -> Option<(Vec<RecordId>, Vec<MutationId>)> {
        let (records, mutations) = std::mem::take(&mut self.news);
        (!records.is_empty() || !mutations.is_empty()).then_some((records, mutations))
    }

    /// Writes everything that became different.
    pub(super) async fn save<T: Transaction>(
        mut self,
        tx: &mut T,
        directory: &Snapshot,
        now: i64,
    ) -> Result<()> {
        let rows = self.changed_records(directory, now);
        if !rows.is_empty() {
            save_records(tx, directory, &rows, now).await?;
        }
        tx.add_versions(&self.versions).await?;
        audit::append(tx, &self.versions).await?;
        tx.add_conflicts(&self.conflicts).await?;
        let receipts: Vec<_> = self
            .judged
            .iter()
            .filter_map(|id| self.receipts.remove(id))
            .collect();
        tx.save_receipts(&receipts).await
    }

    /// The touched records, their photos counted anew.
    fn changed_records(&mut self, directory: &Snapshot, now: i64) -> Vec<RecordRow> {
        let mut proofs: HashMap<RecordId, Vec<PhotoRef>> = HashMap::new();
        for proof in &self.proofs {
            proofs.entry(proof.record).or_default().push(*proof);
        }
        let mut rows = Vec::with_capacity(self.touched.len());
        for id in &self.touched {
            if let Some(mut row) = self.records.remove(id) {
                let form = directory.form_of(&row.record);
                let shown = proofs.get(id).map_or(&[][..], Vec::as_slice);
                recount(&mut row, form, shown, now);
                rows.push(row);
            }
        }
        rows
    }
}

async fn save_records<T: Transaction>(
    tx: &mut T,
    directory: &Snapshot,
    rows: &[RecordRow],
    now: i64,
) -> Result<()> {
    let facts: Vec<_> = rows
        .iter()
        .map(|row| checks::facts(directory.form_of(&row.record), row))
        .collect();
    tx.save_records(rows).await?;
    tx.save_facts(&facts).await?;
    publish(tx, directory, rows, now).await
}
