//! I9: the audit chain verifies, as the server's own command does it.

use nhatky_server::audit;
use nhatky_server::store::Store as _;
use nhatky_server::store::memory::{MemoryStore, Tables};

use super::broken;
use crate::poll::at_once;
use crate::world::Kept;

/// Every version is what was written, and there is no other.
pub(crate) fn chain_verifies(tables: &Tables) -> Kept {
    let store = MemoryStore::of(tables.clone());
    let verdict = at_once(async { audit::verify(&mut store.read().await?).await });
    match verdict {
        Ok(verdict) if verdict.flaw.is_none() => Ok(()),
        Ok(verdict) => broken(verdict.to_string()),
        Err(error) => broken(error.to_string()),
    }
}
