//! `POST /v1/sync/push`: mutations up, an outcome for each down.

use nhatky_domain::ids::{Epoch, FieldCode, InstallId, MutationId};
use serde::{Deserialize, Serialize};

use super::pull::Newest;
use crate::json;

/// What a push says before its mutations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushHead {
    pub proto: u32,
    pub app: String,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
    /// The server lineage that the phone last spoke to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub epoch: Option<Epoch>,
    /// Mutations in the outbox, these included: what the install still owes.
    pub pending: u32,
    /// The highest number that the phone was told had settled in that lineage. If it is beyond
    /// what the server has seen, the server's database was put back to an earlier state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<u64>,
    /// The newest mutation of which the phone was told in that lineage, its own or another's. If
    /// the server does not have it from that moment, its database was put back to an earlier
    /// state, however far its numbers may have gone since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Newest>,
}

/// The request's text: the head with the stored mutations spliced in byte for byte.
#[must_use]
pub fn push_body(head: &PushHead, mutations: &[String]) -> String {
    let mut body = json::to_text(head);
    body.pop();
    body.push_str(",\"mutations\":[");
    for (idx, mutation) in mutations.iter().enumerate() {
        if idx > 0 {
            body.push(',');
        }
        body.push_str(mutation);
    }
    body.push_str("]}");
    body
}

/// The answer: always 200 once the request was read, however many mutations were refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PushReply {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub epoch: Epoch,
    pub now: i64,
    /// One for each mutation, in their order.
    pub results: Vec<Outcome>,
    /// Numbers of this install that the server has never seen though it saw later ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<u64>,
    /// Another mutation came under one of these numbers before: two copies of one browser profile
    /// speak as one install. Everything was judged all the same; this copy should become an
    /// install of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub install_fork: bool,
}

/// What became of one mutation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Outcome {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: MutationId,
    pub status: Status,
    /// The record's revision afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rev: Option<u32>,
    /// Why it was refused, held or quarantined: `not_allowed`, `holding_ended` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Fields that clashed or were joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub fields: Vec<FieldCode>,
    /// The mutation that this one waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub on: Option<MutationId>,
    /// For a duplicate: how the first one settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Status>,
    /// When the server stored it, for a duplicate the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<i64>,
}

/// The ways in which a mutation ends or waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Applied,
    /// Applied after joining with somebody else's change.
    Merged,
    /// Both values are kept; a person decides.
    Conflict,
    Rejected,
    /// Waits for something that is named; the server keeps the body and tries again.
    Held,
    /// Not understood; the server keeps the body and tries again after an update.
    Quarantined,
    /// Known already; `of` tells how it settled.
    Duplicate,
    /// A status of a newer server: the mutation stays in the outbox.
    #[serde(other)]
    Unknown,
}

impl Status {
    /// Whether the mutation leaves the outbox. A duplicate settles as its first did.
    #[must_use]
    pub fn settles(self) -> bool {
        matches!(
            self,
            Self::Applied | Self::Merged | Self::Conflict | Self::Rejected
        )
    }
}

impl Outcome {
    /// An outcome with nothing but its status.
    #[must_use]
    pub fn bare(id: MutationId, status: Status) -> Self {
        Self {
            id,
            status,
            rev: None,
            code: None,
            fields: Vec::new(),
            on: None,
            of: None,
            received_at: None,
        }
    }

    /// The status, looking through a duplicate to the first.
    #[must_use]
    pub fn effective(&self) -> Status {
        match self.status {
            Status::Duplicate => self.of.unwrap_or(Status::Unknown),
            status => status,
        }
    }
}
