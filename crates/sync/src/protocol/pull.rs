//! `POST /v1/sync/pull`: what changed in the scopes that the person may read now.

use std::collections::BTreeMap;

use nhatky_domain::ids::{
    Epoch, FormCode, InstallId, MutationId, PersonId, RecordId, StateCode, UnitId,
};
use nhatky_domain::record::{Fields, Record};
use serde::{Deserialize, Serialize};

use super::account::Account;

/// Where the phone stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PullRequest {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub install: InstallId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub epoch: Option<Epoch>,
    /// Scope → last seq read.
    pub cursors: BTreeMap<String, i64>,
    /// Most changes wanted in the reply; the server may send fewer.
    pub limit: u32,
    /// Digest of the account that the phone has; the reply leaves it out when unchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The newest mutation of which the phone was told, as a push names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Newest>,
}

/// The newest mutation behind what somebody was told, and when the server took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Newest {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: MutationId,
    pub at: i64,
}

/// One page of changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PullReply {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub epoch: Epoch,
    pub now: i64,
    /// Everything that the person may read now. A scope that the phone has and that is missing
    /// here is dropped from the phone; a new one starts at 0.
    pub scopes: Vec<String>,
    pub changes: Vec<Change>,
    /// The present records named by `changes`, each once.
    pub records: Vec<RecordBody>,
    /// The cursors to store together with this page.
    pub cursors: BTreeMap<String, i64>,
    /// Whether another page waits.
    pub more: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Version of the catalogue in force.
    pub catalogue: String,
    /// Of the mutations that made the page's records what they are; none for an empty page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Newest>,
}

/// A record came into, changed in or left a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    pub scope: String,
    pub seq: i64,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub record: RecordId,
    /// False when the record left the scope.
    pub present: bool,
}

/// A record as the server holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordBody {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub id: RecordId,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub form: FormCode,
    pub form_version: u32,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub unit: UnitId,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub author: PersonId,
    pub author_name: String,
    /// What stands for it in lists, as the server made it out by the form.
    pub title: String,
    /// Day of the work, ISO.
    pub day: String,
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub fields: Fields,
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub state: StateCode,
    pub rev: u32,
    /// When it was made, by the device's clock.
    pub device_at: i64,
    /// The device's clock minus the server's when it was made; none if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_off: Option<i64>,
    /// When the server stored it first.
    pub received_at: i64,
    pub photos: PhotoCount,
    /// When the last photo was confirmed by its hash; for a record without photos, `received_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_at: Option<i64>,
    /// The note of the last return or cancellation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How many of a record's photos the server holds. Thumbnails do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PhotoCount {
    pub have: u32,
    pub total: u32,
}

impl RecordBody {
    /// The record itself, without how it came here.
    #[must_use]
    pub fn to_record(&self) -> Record {
        Record {
            id: self.id,
            form: self.form.clone(),
            form_version: self.form_version,
            unit: self.unit,
            author: self.author,
            fields: self.fields.clone(),
            state: self.state.clone(),
            rev: self.rev,
        }
    }
}
