//! Photos up, in chunks that resume: announce, then append at the stored offset.
//!
//! `POST /v1/blobs` · `HEAD|PATCH /v1/uploads/{id}` with `Upload-Offset` · `GET /v1/blobs/{sha256}`.
//! A chunk carries `Upload-Checksum: sha256 <base64>`; a wrong offset answers 409 with the right one.

use nhatky_domain::ids::{BlobHash, RecordId, UploadId};
use serde::{Deserialize, Serialize};

/// What is about to come, and for which record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnounceBlob {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub sha256: BlobHash,
    pub size: u64,
    pub mime: String,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub record: RecordId,
}

/// The server has it, or where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BlobTicket {
    pub have: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub upload: Option<UploadId>,
    #[serde(default)]
    pub offset: u64,
}

/// After a chunk: how far the server has stored, and whether the hash was right at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChunkReply {
    pub offset: u64,
    pub complete: bool,
}
