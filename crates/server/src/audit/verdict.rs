use std::fmt;

use nhatky_domain::ids::{BlobHash, RecordId};

use crate::store::Head;

/// How far the chain holds, and why no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The last row that is as it should be.
    pub head: Head,
    /// What is wrong with the number after it; none if that is all.
    pub flaw: Option<Flaw>,
}

/// What is wrong with a number of the chain, or with the version of a record and its revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the next row has another number")]
    NumberMissing,
    #[error("its row for {0} rev {1} does not follow from the one before")]
    DoesNotFollow(RecordId, u32),
    #[error("the version {0} rev {1} is not what was written")]
    Differs(RecordId, u32),
    #[error("the version {0} rev {1} is gone, and no newer one has replaced it")]
    NewestMissing(RecordId, u32),
    #[error("the version {0} rev {1} has no row")]
    Unaudited(RecordId, u32),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Head { number, chain } = self.head;
        let chain = BlobHash(chain);
        match self.flaw {
            None => write!(f, "audit chain intact: {number} versions, {chain}"),
            Some(flaw) => write!(
                f,
                "audit chain BROKEN at number {}: {flaw}; intact before it: {number} versions, \
                 {chain}",
                number.saturating_add(1)
            ),
        }
    }
}
