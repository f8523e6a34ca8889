//! Units, persons and what they hold.

use std::future::Future;

use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{HoldingId, PersonId};
use nhatky_domain::unit::Unit;

use super::Result;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
}

/// Who and what the organisation consists of.
pub trait Directory {
    /// All units, those that are no more included.
    fn units(&mut self) -> impl Future<Output = Result<Vec<Unit>>> + Send;

    /// Adds units; one that is there already is replaced. Counts as a change of the directory.
    fn put_units(&mut self, units: &[Unit]) -> impl Future<Output = Result<()>> + Send;

    /// Adds persons; one that is there already is replaced. Counts as a change of the directory.
    fn put_persons(&mut self, persons: &[PersonRow]) -> impl Future<Output = Result<()>> + Send;

    /// Adds holdings; one that is there already is replaced. Counts as a change of the directory.
    fn put_holdings(&mut self, holdings: &[Holding]) -> impl Future<Output = Result<()>> + Send;

    /// The persons with these ids, in no order; unknown ids are left out.
    fn persons(&mut self, ids: &[PersonId]) -> impl Future<Output = Result<Vec<PersonRow>>> + Send;

    /// Whoever bears this name, letter for letter.
    fn persons_named(&mut self, name: &str) -> impl Future<Output = Result<Vec<PersonRow>>> + Send;

    /// Everything that the person holds, held or will hold, oldest first.
    fn holdings_of(
        &mut self,
        person: PersonId,
    ) -> impl Future<Output = Result<Vec<Holding>>> + Send;

    /// Those of these holdings that exist, whoever has them, in no order.
    fn known_holdings(
        &mut self,
        ids: &[HoldingId],
    ) -> impl Future<Output = Result<Vec<HoldingId>>> + Send;

    /// Numbers for a status page: units, persons, holdings.
    fn directory_counts(&mut self) -> impl Future<Output = Result<[i64; 3]>> + Send;
}
