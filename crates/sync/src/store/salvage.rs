use nhatky_domain::ids::BlobHash;

use super::{NewBlob, WorkState};
use crate::json;
use crate::protocol::Mutation;

/// Where pieces of a person's own work lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    Outbox,
    Retained,
    Drafts,
    Photos,
}

impl Shelf {
    /// For naming a piece that cannot be read.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Retained => "retained",
            Self::Drafts => "drafts",
            Self::Photos => "photos",
        }
    }
}

/// One piece as it lies on the phone: texts are not read, so that nothing of them is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// JSON of a `Draft`.
    Draft(String),
    Work(KeptWork),
    Photo(NewBlob),
}

/// A mutation with what is known of its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptWork {
    /// Exactly the text that is sent.
    pub wire: String,
    /// JSON of its `WorkState`.
    pub state: String,
    pub blobs: Vec<BlobHash>,
}

/// Restored work that was settled is filed from here on, by the store alone: the install's own
/// numbers are for what it wrote.
pub const SETTLED_ELSEWHERE: u64 = 1 << 52;

/// The number under which it is sent: it stands for none. Another install has used its old one,
/// where this one may have written something else.
const OUTSIDE: u64 = 0;

impl KeptWork {
    /// Settled work as a phone that does not have it puts it back: to be offered once more. The
    /// server may have been put back since it took this, and only asking shows whether it was.
    #[must_use]
    pub fn settled_elsewhere(&self, mutation: &Mutation, mut state: WorkState) -> Self {
        state.offer_again = state.is_worth_offering();
        Self {
            wire: renumbered(&self.wire, mutation.id, OUTSIDE),
            state: json::to_text(&state),
            blobs: self.blobs.clone(),
        }
    }
}

/// The mutation's text under another number. One that was not written by [`super::wire_of`] stays
/// as it is: numbers serve for finding gaps, not as a key.
#[must_use]
pub fn renumbered(wire: &str, id: nhatky_domain::ids::MutationId, seq: u64) -> String {
    let start = [r#"{"id":""#, &id.to_string(), r#"","seq":"#].concat();
    match wire.strip_prefix(&start) {
        Some(rest) => {
            let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
            [&start, &seq.to_string(), rest].concat()
        }
        None => wire.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::{mutation, work};
    use crate::store::wire_of;

    #[test]
    fn another_number_changes_nothing_else() {
        let (_, made) = wire_of(&work(1, &[1]), 58);
        let (_, expected) = wire_of(&work(1, &[1]), 3);
        assert_eq!(renumbered(&made, mutation(1), 3), expected);
    }

    #[test]
    fn a_text_of_another_shape_stays_as_it_is() {
        for wire in ["", "{}", r#"{"seq":1,"id":"x"}"#] {
            assert_eq!(renumbered(wire, mutation(1), 3), wire);
        }
    }
}
