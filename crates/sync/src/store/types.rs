//! The rows that the store's traits speak of. How they lie in a database is its own affair.

use nhatky_domain::ids::{
    BlobHash, DraftId, FieldCode, FormCode, HoldingId, MutationId, PersonId, RecordId, StateCode,
    UnitId, UploadId,
};
use nhatky_domain::record::Fields;
use serde::{Deserialize, Serialize};

use crate::protocol::{Mutation, Op, RecordBody, Status};

/// A form being filled. Row format; add only optional fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub id: DraftId,
    pub form: FormCode,
    pub form_version: u32,
    /// The record it will become, or the one it edits.
    pub record: RecordId,
    /// Whether the record was already handed in.
    #[serde(default)]
    pub edits: bool,
    pub unit: UnitId,
    pub holding: HoldingId,
    pub fields: Fields,
    /// The record's answers when the person began to change them: what is handed in is the
    /// difference to these. Empty for a new record.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub seen: Fields,
    pub saved_at_ms: i64,
    /// The camera or picker was opened and no photo has come back yet: if the app starts in this
    /// state, the phone killed it behind the camera.
    #[serde(default)]
    pub awaiting_photo: bool,
    /// Names of what the server did not take and this draft puts right: mutations, blobs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
}

/// Bytes that a draft refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBlob {
    pub hash: BlobHash,
    pub mime: String,
    pub bytes: Vec<u8>,
    /// A small picture of another blob; sent first, not counted.
    pub is_thumbnail: bool,
}

/// A mutation about to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewWork {
    pub id: MutationId,
    pub op: Op,
    pub record: RecordId,
    pub holding: HoldingId,
    pub deps: Vec<MutationId>,
    pub at_ms: i64,
    pub offset_ms: Option<i64>,
    /// The draft that ends with it.
    pub draft: Option<DraftId>,
    /// Blobs that the record refers to and that are here.
    pub blobs: Vec<BlobHash>,
}

/// A mutation with what is known of its way.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// What is in `wire`, read.
    pub mutation: Mutation,
    /// Exactly the text that is sent, every time.
    pub wire: String,
    pub state: WorkState,
}

/// How a mutation stands with the server. Row format; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkState {
    /// None until the server has answered once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<MutationId>,
    /// The record's revision after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rev: Option<u32>,
    /// Server time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at_ms: Option<i64>,
    /// Server time of settling: a device clock that jumps makes nothing old. None while unsettled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at_ms: Option<i64>,
    /// Settled, and to be sent once more: the server has another past than the one it settled in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub offer_again: bool,
}

impl WorkState {
    /// Whether the phone needs it no longer: in force, settled before that, not to be offered again.
    #[must_use]
    pub fn may_be_forgotten(&self, before_ms: i64) -> bool {
        let is_old = self.settled_at_ms.is_some_and(|at_ms| at_ms < before_ms);
        is_old && self.is_applied() && !self.offer_again
    }

    /// Whether a server with another past gets it again. What was refused changed nothing there,
    /// and the person may have answered it since: another past must not bring it into force.
    #[must_use]
    pub fn is_worth_offering(&self) -> bool {
        self.status != Some(Status::Rejected)
    }

    /// Settled and in force: shown on top of the base until the base has its revision.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        matches!(self.status, Some(Status::Applied | Status::Merged))
    }
}

/// An outcome to write down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    pub id: MutationId,
    pub state: WorkState,
    /// The row is a retained one that was offered again, not one of the outbox.
    pub is_retained: bool,
}

/// One blob on its way. Row format; add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub hash: BlobHash,
    pub mime: String,
    pub size_bytes: u64,
    pub is_thumbnail: bool,
    /// The record that was handed in with it; none while only a draft refers to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload: Option<UploadId>,
    /// Bytes that the server has said it stored.
    #[serde(default)]
    pub sent_bytes: u64,
    /// When the server confirmed the hash; server time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at_ms: Option<i64>,
    /// Why the server will not take it; kept, shown, not tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Confirmed, and to be announced once more: the server has another past than the one that
    /// confirmed it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub offer_again: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Transfer {
    /// Whether the server is still to be asked for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.confirmed_at_ms.is_none() || self.offer_again
    }

    /// Smallest first; of two equal ones the thumbnail, then by name.
    #[must_use]
    pub fn sending_order(&self) -> (u64, bool, BlobHash) {
        (self.size_bytes, !self.is_thumbnail, self.hash)
    }
}

/// A record of the base and the scopes it came through.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseRow {
    pub body: RecordBody,
    pub scopes: Vec<String>,
}

/// What a list needs of a record. Cheap to read ten thousand of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub id: RecordId,
    pub form: FormCode,
    pub unit: UnitId,
    pub title: String,
    /// ISO day of the work, as in the form's date field.
    pub day: String,
    pub state: StateCode,
    pub rev: u32,
    pub author: PersonId,
    pub author_name: String,
    pub photos_have: u32,
    pub photos_total: u32,
    pub received_at_ms: i64,
    pub complete_at_ms: Option<i64>,
    /// When it was handed in, by the device's clock put right. None in rows of earlier builds.
    pub made_at_ms: Option<i64>,
}

impl Summary {
    /// The line of a record.
    #[must_use]
    pub fn of(body: &RecordBody) -> Self {
        Self {
            id: body.id,
            form: body.form.clone(),
            unit: body.unit,
            title: body.title.clone(),
            day: body.day.clone(),
            state: body.state.clone(),
            rev: body.rev,
            author: body.author,
            author_name: body.author_name.clone(),
            photos_have: body.photos.have,
            photos_total: body.photos.total,
            received_at_ms: body.received_at,
            complete_at_ms: body.complete_at,
            made_at_ms: Some(body.device_at - body.device_off.unwrap_or(0)),
        }
    }
}
