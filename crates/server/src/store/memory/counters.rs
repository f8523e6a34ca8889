use std::collections::BTreeMap;

use super::{MemoryTx, broken_rule};
use crate::store::{
    Counters, EPOCH_JUMP, EpochReason, EpochRow, OrganisationRow, Result, StoreError,
};

impl Counters for MemoryTx {
    async fn organisation(&mut self) -> Result<Option<OrganisationRow>> {
        Ok(self.tables.organisation.clone())
    }

    async fn found(&mut self, row: &OrganisationRow) -> Result<()> {
        if self.tables.organisation.is_some() {
            return Err(broken_rule("founded already"));
        }
        self.tables.organisation = Some(row.clone());
        let first = EpochRow {
            epoch: row.epoch,
            parent: None,
            began_at: row.founded_at,
            reason: EpochReason::Founded,
            install: None,
        };
        self.tables.epochs.put(0, first);
        Ok(())
    }

    /// Writers take turns from their beginning on.
    async fn lock_counters(&mut self) -> Result<()> {
        match self.tables.sealed_at {
            Some(_) => Err(StoreError::Sealed),
            None => Ok(()),
        }
    }

    async fn take_seqs(&mut self, scope: &str, n: i64, now: i64) -> Result<i64> {
        let founded = self.tables.organisation.as_ref();
        let elapsed_ms = founded.map_or(0, |row| (now - row.founded_at).max(0));
        let last = self.tables.scopes.get(&scope.to_owned()).copied();
        let last = last.unwrap_or(0).max(self.tables.seq_floor + elapsed_ms);
        self.tables.scopes.put(scope.to_owned(), last + n);
        Ok(last + 1)
    }

    async fn last_seqs(&mut self, scopes: &[String]) -> Result<BTreeMap<String, i64>> {
        let last = |scope: &String| Some((scope.clone(), *self.tables.scopes.get(scope)?));
        Ok(scopes.iter().filter_map(last).collect())
    }

    async fn begin_epoch(&mut self, row: &EpochRow) -> Result<()> {
        let tables = &mut self.tables;
        tables.epochs.put(tables.epochs.len(), row.clone());
        tables.seq_floor += EPOCH_JUMP;
        let scopes: Vec<_> = tables
            .scopes
            .iter()
            .map(|(scope, _)| scope.clone())
            .collect();
        for scope in scopes {
            tables.scopes.change(&scope, |last| *last += EPOCH_JUMP);
        }
        if let Some(organisation) = &mut tables.organisation {
            organisation.epoch = row.epoch;
        }
        Ok(())
    }

    async fn sealed_at(&mut self) -> Result<Option<i64>> {
        Ok(self.tables.sealed_at)
    }

    async fn seal(&mut self, now: i64) -> Result<bool> {
        let is_open = self.tables.organisation.is_some() && self.tables.sealed_at.is_none();
        if is_open {
            self.tables.sealed_at = Some(now);
        }
        Ok(is_open)
    }

    async fn unseal(&mut self) -> Result<()> {
        self.tables.sealed_at = None;
        Ok(())
    }

    async fn epochs(&mut self) -> Result<Vec<EpochRow>> {
        Ok(self.tables.epochs.rows().cloned().collect())
    }
}
