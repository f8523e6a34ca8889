//! Earlier moments of the server, and the days on which it is put back to one of them.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::InstallId;
use nhatky_server::store::memory::Tables;

use super::World;
use crate::check;
use crate::fault::Fault;
use crate::ledger::Said;
use crate::server::Loss;

/// One step in so many is kept.
const KEPT_ONE_IN: usize = 6;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Debug, Clone)]
pub(super) struct Past {
    tables: Tables,
    /// What phones had said to that server.
    said: BTreeMap<InstallId, Said>,
}

impl World {
    pub(super) fn keep_a_past(&mut self) {
        if self.chance.one_in(KEPT_ONE_IN) {
            self.pasts.push(Past {
                tables: self.server.tables(),
                said: self.ledger.borrow().said.clone(),
            });
        }
    }

    /// A file of the day before, or older, is the database from now on.
    pub(super) fn put_back(&mut self, kind: Fault) {
        let nth = self.chance.below(self.pasts.len());
        let loss = Loss {
            photos: self.chance.one_in(2),
            directory: self.chance.one_in(4),
            is_silent: kind == Fault::PutBack,
        };
        let Some(past) = self.pasts.get(nth).cloned() else {
            return;
        };
        self.pasts.truncate(nth + 1);
        self.time_ms.set(self.time_ms.get() + DAY_MS);
        self.server.set_clock(self.time_ms.get());
        self.note_what_is_lost(&past);
        self.server.go_back(&past.tables, loss);
        let line = format!("the server is as it was {loss:?}");
        self.tell(&line);
        self.fire(kind);
    }

    fn note_what_is_lost(&mut self, past: &Past) {
        let tables = self.server.tables();
        let mut ledger = self.ledger.borrow_mut();
        ledger.accepted.extend(check::accepted(&tables));
        ledger.said.clone_from(&past.said);
        let rows = past.tables.receipts.rows();
        let bodies: BTreeSet<_> = rows.map(|row| row.body.as_str()).collect();
        ledger.strange.retain(|text| bodies.contains(text.as_str()));
    }
}
