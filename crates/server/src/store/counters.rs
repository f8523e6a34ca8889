//! The organisation itself and its counters.

use std::collections::BTreeMap;
use std::future::Future;

use nhatky_domain::ids::Epoch;
use uuid::Uuid;

use super::Result;

/// The one organisation of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
    /// Where people reach it: `https://nhatky.example.vn`.
    pub address: Option<String>,
    pub epoch: Epoch,
    pub is_demo: bool,
    pub founded_at: i64,
    /// Counts changes of units, persons and holdings.
    pub directory_rev: i64,
}

/// The organisation and the numbers that phones read by.
pub trait Counters {
    /// None before it is founded.
    fn organisation(&mut self) -> impl Future<Output = Result<Option<OrganisationRow>>> + Send;

    /// Founds it. A second one is refused as [`super::StoreError::Constraint`].
    fn found(&mut self, row: &OrganisationRow) -> impl Future<Output = Result<()>> + Send;

    /// Takes the organisation's counter row until the transaction ends, so that numbers become
    /// visible in the order in which they were given. Always the first write of a transaction
    /// that gives numbers.
    fn lock_counters(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// Reserves `n` numbers of a scope and returns the first. A scope unknown so far starts at 1.
    fn take_seqs(&mut self, scope: &str, n: i64) -> impl Future<Output = Result<i64>> + Send;

    /// The last number given in each scope; scopes without any are left out.
    fn last_seqs(
        &mut self,
        scopes: &[String],
    ) -> impl Future<Output = Result<BTreeMap<String, i64>>> + Send;
}
