//! Receipts: the lasting outcome of every mutation, with its text as it came.

use std::future::Future;

use nhatky_domain::ids::{InstallId, MutationId, PersonId, RecordId};
use nhatky_sync::protocol::Outcome;

use super::Result;

/// What became of one mutation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    pub install: InstallId,
    pub person: PersonId,
    pub seq: i64,
    /// None when the mutation could not be read.
    pub record: Option<RecordId>,
    pub op: String,
    pub outcome: Outcome,
    pub received_at: i64,
    /// The mutation, byte for byte.
    pub body: String,
}

/// The memory that makes sending twice have the effect of sending once.
pub trait Receipts {
    /// The receipts that exist for these mutations, in no order.
    fn receipts(
        &mut self,
        mutations: &[MutationId],
    ) -> impl Future<Output = Result<Vec<ReceiptRow>>> + Send;

    /// Stores receipts. One of a mutation that was held or quarantined is replaced; one that has
    /// settled stays as it is.
    fn save_receipts(&mut self, rows: &[ReceiptRow]) -> impl Future<Output = Result<()>> + Send;

    /// Held mutations of these records, or that wait for these mutations, in the order in which
    /// they arrived.
    fn waiting_for(
        &mut self,
        records: &[RecordId],
        mutations: &[MutationId],
    ) -> impl Future<Output = Result<Vec<ReceiptRow>>> + Send;

    /// Quarantined mutations, by id, after the given one.
    fn quarantined(
        &mut self,
        after: Option<MutationId>,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<ReceiptRow>>> + Send;

    /// Held mutations, by id, after the given one.
    fn held(
        &mut self,
        after: Option<MutationId>,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<ReceiptRow>>> + Send;

    /// The numbers above `seq` that this install has sent, ascending, each once.
    fn seqs_above(
        &mut self,
        install: InstallId,
        seq: i64,
    ) -> impl Future<Output = Result<Vec<i64>>> + Send;

    /// The mutations that this install has sent under these numbers, in no order. Two under one
    /// number come from two copies of one browser profile.
    fn mutations_at(
        &mut self,
        install: InstallId,
        seqs: &[i64],
    ) -> impl Future<Output = Result<Vec<(i64, MutationId)>>> + Send;

    /// How many receipts there are of each status, by its word.
    fn receipt_counts(&mut self) -> impl Future<Output = Result<Vec<(String, i64)>>> + Send;
}
