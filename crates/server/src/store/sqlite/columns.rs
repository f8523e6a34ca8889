//! Columns to values and back, and lists in statements.

use nhatky_domain::date::Date;
use nhatky_domain::ids::BlobHash;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::store::{Result, StoreError};

/// Rows of one insert: SQLite takes 32,766 parameters a statement, the widest row has 15.
pub(super) const ROWS_PER_INSERT: usize = 500;

/// `(?, ?, …)`
pub(super) fn push_ids(query: &mut QueryBuilder<Sqlite>, ids: impl Iterator<Item = Uuid>) {
    query.push("(");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id);
    }
    query.push(")");
}

pub(super) fn hash(bytes: Vec<u8>) -> Result<BlobHash> {
    bytes
        .try_into()
        .map(BlobHash)
        .map_err(|_| StoreError::Corrupt { what: "hash" })
}

pub(super) fn day(text: &str) -> Result<Date> {
    Date::parse_iso(text).ok_or(StoreError::Corrupt { what: "day" })
}

pub(super) fn optional_day(text: Option<String>) -> Result<Option<Date>> {
    text.as_deref().map(day).transpose()
}

/// A number that is never negative by construction.
pub(super) fn count(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| StoreError::Corrupt { what: "count" })
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what: "JSON" })
}

pub(super) fn to_json<T: Serialize>(value: &T) -> String {
    nhatky_sync::json::to_text(value)
}
