//! The wire: what phone and server say to each other, as JSON.
//!
//! Wire format. Never rename or reorder; add only optional fields. The snapshots in `tests/` break
//! when it moves. Times are milliseconds since 1970, UTC.

mod account;
mod blobs;
mod mutation;
mod op;
mod pull;
mod push;

pub use self::account::{
    Account, Activate, Activated, CodePreview, Hello, LastInstall, PreviewCode, RenewInstall,
    RenewedInstall, SignIn, SignedIn, SigningText,
};
pub use self::blobs::{AnnounceBlob, BlobTicket, ChunkReply};
pub use self::mutation::Mutation;
pub use self::op::{CommandBody, CreateBody, FieldPatch, Op, PatchBody, UnreadableOp};
pub use self::pull::{Change, Newest, PhotoCount, PullReply, PullRequest, RecordBody};
pub use self::push::{Outcome, PushHead, PushReply, Status, push_body};

/// The protocol's number. A server answers every number it ever spoke.
pub const PROTOCOL: u32 = 1;

/// The error envelope of every refusal of a whole request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// Stable word for programs: `signed_out`, `unknown_code`.
    pub code: String,
    /// For people who read logs; English, without content of records.
    pub message: String,
}
