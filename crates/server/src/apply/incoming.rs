//! A mutation as it came: its text, and as much of it as can be read.

use nhatky_domain::ids::{MutationId, RecordId};
use nhatky_sync::protocol::{Mutation, Op, UnreadableOp};
use serde::Deserialize;

use super::upcast::{Newer, upcast};
use crate::naming::id_of;

/// Far above any record of ours; a longer one is kept but not read.
const MAX_BYTES: usize = 256 * 1024;

/// One mutation of a push.
#[derive(Debug)]
pub struct Incoming {
    /// Its own id; for one without a readable id, a name made of its content, the same each time.
    pub id: MutationId,
    pub seq: i64,
    pub record: Option<RecordId>,
    pub op: String,
    /// Byte for byte.
    pub body: String,
    /// In the newest version of its operation, or why it is not read.
    pub content: Result<(Mutation, Op), Unread>,
}

/// Why a mutation is kept without having been read, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Its operation is in a version of a newer app: it waits for a newer server.
    Held(&'static str),
    Quarantined(&'static str),
}

#[derive(Deserialize)]
struct OnlyId {
    id: MutationId,
}

impl Incoming {
    /// Never fails: what cannot be read is quarantined later.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self::unreadable(text, "too_large");
        }
        let Ok(mutation) = serde_json::from_str::<Mutation>(text) else {
            return Self::unreadable(text, "malformed");
        };
        Self {
            content: read(&mutation),
            id: mutation.id,
            seq: i64::try_from(mutation.seq).unwrap_or(i64::MAX),
            record: Some(mutation.record),
            op: mutation.op,
            body: text.to_owned(),
        }
    }

    fn unreadable(text: &str, code: &'static str) -> Self {
        let id = serde_json::from_str::<OnlyId>(text).map(|only| only.id);
        Self {
            id: id.unwrap_or_else(|_| MutationId(id_of(&[text]))),
            seq: 0,
            record: None,
            op: String::new(),
            body: text.to_owned(),
            content: Err(Unread::Quarantined(code)),
        }
    }

    /// The mutation when it could be read.
    #[must_use]
    pub fn mutation(&self) -> Option<&Mutation> {
        self.content.as_ref().ok().map(|(mutation, _)| mutation)
    }
}

fn read(mutation: &Mutation) -> Result<(Mutation, Op), Unread> {
    let newest = upcast(mutation).map_err(|Newer| Unread::Held("newer_version"))?;
    match newest.read_op() {
        Ok(op) => Ok((newest, op)),
        Err(UnreadableOp::Unknown { .. }) => Err(Unread::Quarantined("unknown_op")),
        Err(UnreadableOp::Malformed { .. }) => Err(Unread::Quarantined("malformed")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MALFORMED: Unread = Unread::Quarantined("malformed");
    const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad90";

    #[test]
    fn whatever_comes_is_kept_byte_for_byte() {
        for text in ["{}", "[1, 2 ]", r#""x""#, "not even JSON"] {
            let incoming = Incoming::read(text);
            assert_eq!(incoming.body, text);
            assert_eq!(incoming.content.unwrap_err(), MALFORMED);
        }
    }

    #[test]
    fn an_id_is_found_beside_wrong_types() {
        let incoming = Incoming::read(&format!(r#"{{"id":"{ID}","seq":"seven"}}"#));
        assert_eq!(incoming.id.to_string(), ID);
    }

    #[test]
    fn without_an_id_equal_content_has_an_equal_name() {
        assert_eq!(Incoming::read("{}").id, Incoming::read("{}").id);
        assert_ne!(Incoming::read("{}").id, Incoming::read("[]").id);
    }

    #[test]
    fn nesting_without_end_is_kept_unread() {
        let text = format!(r#"{{"id":"{ID}","body":{}1"#, "[".repeat(100_000));
        assert_eq!(Incoming::read(&text).content.unwrap_err(), MALFORMED);
    }
}
