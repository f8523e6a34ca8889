//! What a page of a pull does to the rows it touches: the arithmetic of scopes, without storage.
//!
//! ```text
//! scopes after = (scopes before ∪ present changes − left changes) ∩ scopes of the reply
//! empty → the row goes          not empty → the row stays, with the reply's body if it has one
//! ```

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::RecordId;

use crate::protocol::{Change, PullReply, RecordBody};

/// A reply, arranged by record.
#[derive(Debug)]
pub struct Page<'a> {
    scopes: BTreeSet<&'a str>,
    changes: BTreeMap<RecordId, Vec<&'a Change>>,
    bodies: BTreeMap<RecordId, &'a RecordBody>,
    cursors: &'a BTreeMap<String, i64>,
}

impl<'a> Page<'a> {
    #[must_use]
    pub fn of(reply: &'a PullReply) -> Self {
        let mut changes = BTreeMap::<_, Vec<_>>::new();
        for change in &reply.changes {
            changes.entry(change.record).or_default().push(change);
        }
        Self {
            scopes: reply.scopes.iter().map(String::as_str).collect(),
            changes,
            bodies: reply.records.iter().map(|body| (body.id, body)).collect(),
            cursors: &reply.cursors,
        }
    }

    /// The records that the page names; those of dropped scopes come on top.
    pub fn touched(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.changes.keys().copied()
    }

    /// Whether the person may still read this scope.
    #[must_use]
    pub fn keeps(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }

    /// The scopes of a record after the page; empty when its row goes.
    #[must_use]
    pub fn scopes_after(&self, record: RecordId, before: &[String]) -> Vec<String> {
        let mut scopes: BTreeSet<_> = before.iter().map(String::as_str).collect();
        for change in self.changes.get(&record).into_iter().flatten() {
            if change.present {
                scopes.insert(&change.scope);
            } else {
                scopes.remove(change.scope.as_str());
            }
        }
        scopes.retain(|scope| self.keeps(scope));
        scopes.into_iter().map(str::to_owned).collect()
    }

    /// The new body, if the page brings one.
    #[must_use]
    pub fn body(&self, record: RecordId) -> Option<&'a RecordBody> {
        self.bodies.get(&record).copied()
    }

    /// The cursors to store: the reply's over the stored ones, for readable scopes alone. A scope
    /// with changes always gets one, so that it is noticed when it is gone.
    #[must_use]
    pub fn cursors_after(&self, stored: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
        let started = self
            .changes
            .values()
            .flatten()
            .filter(|change| change.present);
        let mut cursors: BTreeMap<String, i64> =
            started.map(|change| (change.scope.clone(), 0)).collect();
        cursors.extend(stored.iter().map(|(scope, seq)| (scope.clone(), *seq)));
        cursors.extend(
            self.cursors
                .iter()
                .map(|(scope, seq)| (scope.clone(), *seq)),
        );
        cursors.retain(|scope, _| self.keeps(scope));
        cursors
    }
}
