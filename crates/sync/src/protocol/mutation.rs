//! One intended change, as the phone keeps it and sends it.

use nhatky_domain::ids::{HoldingId, MutationId, RecordId};
use nhatky_domain::value::Value;
use serde::{Deserialize, Serialize};

use super::op::{Op, UnreadableOp};

/// Stored as text the moment it is made and sent exactly so; never altered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mutation {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: MutationId,
    /// Counts up within the install: shows the server what it never got. Not a key.
    pub seq: u64,
    pub op: String,
    /// Version of the operation: an `op@v` never changes its meaning.
    pub v: u32,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub record: RecordId,
    /// The post under which it was made.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub holding: HoldingId,
    /// Mutations that must have settled well before this one makes sense.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub deps: Vec<MutationId>,
    /// Device time.
    pub at: i64,
    /// Device time minus server time when they last spoke; none if they never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<i64>,
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub body: Value,
}

impl Mutation {
    /// The operation with its body, typed.
    ///
    /// # Errors
    /// An operation or version that this build does not know, or a body that does not fit it.
    pub fn read_op(&self) -> Result<Op, UnreadableOp> {
        Op::read(&self.op, self.v, &self.body)
    }
}
