//! Activation codes and the failures to guess one.

use std::future::Future;

use nhatky_domain::ids::PersonId;

use super::Result;

/// An activation code, known only by its keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    pub hash: Vec<u8>,
    pub person: PersonId,
    pub expires_at: i64,
    /// Any number of keys may redeem it: in a demo only.
    pub is_reusable: bool,
    /// Hash of the install and key that redeemed it.
    pub used_by: Option<Vec<u8>>,
}

/// Codes and failed guesses.
pub trait Codes {
    /// Adds codes. The same code again is refused as a broken rule.
    fn add_codes(&mut self, codes: &[CodeRow]) -> impl Future<Output = Result<()>> + Send;

    fn code(&mut self, hash: &[u8]) -> impl Future<Output = Result<Option<CodeRow>>> + Send;

    /// Marks a code as redeemed. False if another has redeemed it already.
    fn use_code(
        &mut self,
        hash: &[u8],
        used_by: &[u8],
        now: i64,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Voids every code of a person that nobody has redeemed, except reusable ones.
    fn void_codes(&mut self, person: PersonId) -> impl Future<Output = Result<()>> + Send;

    /// Failures in a bucket during one hour.
    fn failures(&mut self, bucket: &str, hour: i64) -> impl Future<Output = Result<i64>> + Send;

    /// Counts a failure, and forgets those of hours before `keep_from`.
    fn note_failure(
        &mut self,
        bucket: &str,
        hour: i64,
        keep_from: i64,
    ) -> impl Future<Output = Result<()>> + Send;
}
