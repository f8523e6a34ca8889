//! The database in memory: plain ordered maps, for simulations and as the yardstick for the real
//! ones. Never in the shipped program: it forgets everything at its end.
//!
//! A [`Tables`] is a whole database at one moment. Cloning one costs a pointer a table, so that a
//! simulation can go back to any earlier moment. A [`Meddler`] sees every transaction begin and
//! commit and may change what it finds: that is how a simulation plants faults.

mod accounts;
mod audit;
mod blobs;
mod counters;
mod directory;
mod installs;
mod journal;
mod receipts;
mod records;
mod retention;
mod tables;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{Mutex, OwnedMutexGuard};

pub use self::tables::{Table, Tables};
use super::{Result, Store, StoreError, Transaction};

/// Comes between transactions and their tables.
pub trait Meddler: Send + Sync {
    /// A transaction is about to work on these tables.
    fn begin(&self, _tables: &mut Tables, _writes: bool) {}

    /// A transaction is about to turn `before` into `after`.
    ///
    /// # Errors
    /// The commit fails and leaves nothing behind.
    fn commit(&self, _before: &Tables, _after: &mut Tables) -> Result<()> {
        Ok(())
    }
}

/// Tables that transactions share.
#[derive(Clone)]
pub struct MemoryStore {
    committed: Arc<RwLock<Tables>>,
    /// Whoever writes holds it.
    turn: Arc<Mutex<()>>,
    meddler: Option<Arc<dyn Meddler>>,
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").finish_non_exhaustive()
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::of(Tables::default())
    }
}

impl MemoryStore {
    #[must_use]
    pub fn of(tables: Tables) -> Self {
        Self {
            committed: Arc::new(RwLock::new(tables)),
            turn: Arc::default(),
            meddler: None,
        }
    }

    /// The same tables, with somebody in between.
    #[must_use]
    pub fn with_meddler(&self, meddler: Arc<dyn Meddler>) -> Self {
        Self {
            meddler: Some(meddler),
            ..self.clone()
        }
    }

    /// Everything that is committed at this moment.
    #[must_use]
    pub fn snapshot(&self) -> Tables {
        let committed = self.committed.read();
        committed.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Goes back to an earlier moment, whoever was writing.
    pub fn restore(&self, tables: Tables) {
        let mut committed = self
            .committed
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *committed = tables;
    }

    fn begin(&self, turn: Option<OwnedMutexGuard<()>>) -> MemoryTx {
        let before = self.snapshot();
        let mut tables = before.clone();
        if let Some(meddler) = &self.meddler {
            meddler.begin(&mut tables, turn.is_some());
        }
        MemoryTx {
            store: self.clone(),
            before,
            tables,
            turn,
        }
    }
}

/// A transaction: tables of its own until it commits.
#[derive(Debug)]
pub struct MemoryTx {
    store: MemoryStore,
    before: Tables,
    tables: Tables,
    /// None for one that only reads.
    turn: Option<OwnedMutexGuard<()>>,
}

impl Store for MemoryStore {
    type Tx = MemoryTx;

    async fn read(&self) -> Result<MemoryTx> {
        Ok(self.begin(None))
    }

    async fn write(&self) -> Result<MemoryTx> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        Ok(self.begin(Some(turn)))
    }

    async fn close(&self) {}
}

impl Transaction for MemoryTx {
    async fn commit(mut self) -> Result<()> {
        if self.turn.is_none() {
            return Ok(());
        }
        if let Some(meddler) = &self.store.meddler {
            meddler.commit(&self.before, &mut self.tables)?;
        }
        self.store.restore(self.tables);
        Ok(())
    }
}

fn broken_rule(what: &str) -> StoreError {
    StoreError::Constraint(sqlx::Error::Protocol(what.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::MemoryStore;
    use crate::store::conformance::conformance_tests;

    async fn fresh() -> Option<(MemoryStore, ())> {
        tokio::task::yield_now().await;
        Some((MemoryStore::default(), ()))
    }

    conformance_tests!(super::fresh);
}
