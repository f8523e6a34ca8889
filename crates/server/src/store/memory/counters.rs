use std::collections::BTreeMap;

use super::{MemoryTx, broken_rule};
use crate::store::{Counters, OrganisationRow, Result};

impl Counters for MemoryTx {
    async fn organisation(&mut self) -> Result<Option<OrganisationRow>> {
        Ok(self.tables.organisation.clone())
    }

    async fn found(&mut self, row: &OrganisationRow) -> Result<()> {
        if self.tables.organisation.is_some() {
            return Err(broken_rule("founded already"));
        }
        self.tables.organisation = Some(row.clone());
        Ok(())
    }

    /// Writers take turns from their beginning on.
    async fn lock_counters(&mut self) -> Result<()> {
        Ok(())
    }

    async fn take_seqs(&mut self, scope: &str, n: i64) -> Result<i64> {
        let last = self.tables.scopes.get(&scope.to_owned());
        let last = last.copied().unwrap_or(0);
        self.tables.scopes.put(scope.to_owned(), last + n);
        Ok(last + 1)
    }

    async fn last_seqs(&mut self, scopes: &[String]) -> Result<BTreeMap<String, i64>> {
        let last = |scope: &String| Some((scope.clone(), *self.tables.scopes.get(scope)?));
        Ok(scopes.iter().filter_map(last).collect())
    }
}
