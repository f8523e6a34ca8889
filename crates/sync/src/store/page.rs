//! What a page of a pull does to the rows it touches: the arithmetic of scopes, without storage.
//!
//! ```text
//! scopes after = (scopes before ∪ present changes − left changes) ∩ scopes of the reply
//! empty → the row goes          not empty → the row stays, with the reply's body if it has one
//! ```

use std::collections::BTreeMap;

use nhatky_domain::ids::RecordId;

use crate::protocol::{PullReply, RecordBody};

/// A reply, asked about one record at a time. Applying it twice to a record gives what once gives.
///
/// Searches in order and keeps no maps: pages are short, and maps are long in WebAssembly.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a>(pub &'a PullReply);

impl<'a> Page<'a> {
    /// The records that the page names, some more than once; those of dropped scopes come on top.
    pub fn touched(&self) -> impl Iterator<Item = RecordId> + use<'a> {
        self.0.changes.iter().map(|change| change.record)
    }

    /// Whether the person may still read this scope.
    #[must_use]
    pub fn keeps(&self, scope: &str) -> bool {
        self.0.scopes.iter().any(|kept| kept == scope)
    }

    /// The scopes of a record after the page; empty when its row goes.
    #[must_use]
    pub fn scopes_after(&self, record: RecordId, mut scopes: Vec<String>) -> Vec<String> {
        let changes = self.0.changes.iter();
        for change in changes.filter(|change| change.record == record) {
            if !change.present {
                scopes.retain(|scope| *scope != change.scope);
            } else if !scopes.contains(&change.scope) {
                scopes.push(change.scope.clone());
            }
        }
        scopes.retain(|scope| self.keeps(scope));
        scopes
    }

    /// The new body, if the page brings one.
    #[must_use]
    pub fn body(&self, record: RecordId) -> Option<&'a RecordBody> {
        self.0.records.iter().find(|body| body.id == record)
    }

    /// The cursors to store: the reply's over the stored ones, for readable scopes alone. A scope
    /// with changes always gets one, so that it is noticed when it is gone.
    #[must_use]
    pub fn cursors_after(&self, stored: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
        let present = self.0.changes.iter().filter(|change| change.present);
        let started = present.map(|change| (&change.scope, &0));
        let mut cursors = BTreeMap::new();
        for (scope, seq) in started.chain(stored).chain(&self.0.cursors) {
            if self.keeps(scope) {
                cursors.insert(scope.clone(), *seq);
            }
        }
        cursors
    }
}
