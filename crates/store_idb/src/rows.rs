//! What lies in the stores. Row formats: never rename or reorder; add only optional fields.
//!
//! Conversions to the store's types are written out here, so that neither side moves with the
//! other. Pure: the snapshots run on the host.

mod line;
#[cfg(test)]
mod tests;

use nhatky_domain::ids::{BlobHash, InstallId, MutationId, PersonId, RecordId};
use nhatky_sync::json;
use nhatky_sync::protocol::RecordBody;
use nhatky_sync::store::{
    BaseRow, Draft, NewBlob, NewWork, OutboxRow, StoreError, Stored, Transfer, WorkState, wire_of,
};
use serde::{Deserialize, Serialize};

pub(crate) use self::line::{SEPARATOR, line, line_key, read_line};

/// A mutation with what is known of its way, in `outbox` and `retained`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct WorkRow {
    pub(crate) seq: u64,
    pub(crate) id: MutationId,
    pub(crate) record: RecordId,
    /// Blobs that the record referred to when it was handed in.
    #[serde(default)]
    pub(crate) blobs: Vec<BlobHash>,
    /// Exactly what is sent.
    pub(crate) wire: String,
    pub(crate) state: WorkState,
}

impl WorkRow {
    pub(crate) fn of(work: &NewWork, seq: u64) -> (Self, OutboxRow) {
        let (mutation, wire) = wire_of(work, seq);
        let row = Self {
            seq,
            id: work.id,
            record: work.record,
            blobs: work.blobs.clone(),
            wire: wire.clone(),
            state: WorkState::default(),
        };
        let outbox_row = OutboxRow {
            mutation,
            wire,
            state: WorkState::default(),
        };
        (row, outbox_row)
    }

    pub(crate) fn read(self, store: &'static str) -> Stored<OutboxRow> {
        let mutation = json::from_text(&self.wire).map_err(|_| StoreError::Corrupt {
            store,
            key: self.seq.to_string(),
        })?;
        Ok(OutboxRow {
            mutation,
            wire: self.wire,
            state: self.state,
        })
    }
}

/// What the bytes of a blob are, in `blob_info`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BlobInfo {
    pub(crate) mime: String,
    pub(crate) size_bytes: u64,
    pub(crate) is_thumbnail: bool,
}

impl BlobInfo {
    pub(crate) fn of(blob: &NewBlob) -> Self {
        Self {
            mime: blob.mime.clone(),
            size_bytes: blob.bytes.len() as u64,
            is_thumbnail: blob.is_thumbnail,
        }
    }

    /// The way that the blob has before it when a record with it is handed in.
    pub(crate) fn transfer(&self, hash: BlobHash, record: RecordId) -> Transfer {
        Transfer {
            hash,
            mime: self.mime.clone(),
            size_bytes: self.size_bytes,
            is_thumbnail: self.is_thumbnail,
            record: Some(record),
            upload: None,
            sent_bytes: 0,
            confirmed_at_ms: None,
            refused: None,
        }
    }
}

/// One blob on its way, in `transfers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TransferRow {
    pub(crate) transfer: Transfer,
    /// The size while unconfirmed: the index of what waits has no other rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) waiting: Option<u64>,
}

impl From<Transfer> for TransferRow {
    fn from(transfer: Transfer) -> Self {
        let waiting = transfer
            .confirmed_at_ms
            .is_none()
            .then_some(transfer.size_bytes);
        Self { transfer, waiting }
    }
}

/// A pulled record, in `base`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredBase {
    pub(crate) id: RecordId,
    pub(crate) scopes: Vec<String>,
    /// Key of its line in `lines`.
    pub(crate) line: String,
    /// `RecordBody`.
    pub(crate) json: String,
}

impl StoredBase {
    pub(crate) fn of(body: &RecordBody, scopes: Vec<String>) -> Self {
        Self {
            id: body.id,
            scopes,
            line: line_key(&body.day, body.id),
            json: json::to_text(body),
        }
    }

    pub(crate) fn read(self) -> Stored<BaseRow> {
        let body = json::from_text(&self.json).map_err(|_| StoreError::Corrupt {
            store: "base",
            key: self.id.to_string(),
        })?;
        Ok(BaseRow {
            body,
            scopes: self.scopes,
        })
    }
}

/// A draft, in `drafts`.
pub(crate) fn draft_text(draft: &Draft) -> String {
    json::to_text(draft)
}

pub(crate) fn read_draft(text: &str) -> Stored<Draft> {
    json::from_text(text).map_err(|_| StoreError::Corrupt {
        store: "drafts",
        key: text.chars().take(80).collect(),
    })
}

/// Somebody who uses this browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    pub person: PersonId,
    pub name: String,
    /// The unit's name, to tell two people of one name apart.
    pub unit: String,
    pub install: InstallId,
}
