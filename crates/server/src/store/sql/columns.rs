//! Columns to values and back, and lists in statements.

use std::borrow::Cow;
use std::collections::BTreeMap;

use nhatky_domain::date::Date;
use nhatky_domain::ids::BlobHash;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{Encode, QueryBuilder, Type};

use super::Db;
use crate::store::{Result, StoreError};

/// Rows of one insert: SQLite takes 32,766 parameters a statement, PostgreSQL 65,535; the widest
/// row has 15.
pub(super) const ROWS_PER_INSERT: usize = 500;

/// `($1, $2, …)`; of nothing `(NULL)`, which nothing is equal to: an empty list is no SQL.
pub(super) fn push_list<'t, T>(query: &mut QueryBuilder<Db>, values: impl IntoIterator<Item = T>)
where
    T: Encode<'t, Db> + Type<Db>,
{
    query.push("(");
    let mut list = query.separated(", ");
    let mut is_empty = true;
    for value in values {
        list.push_bind(value);
        is_empty = false;
    }
    if is_empty {
        list.push("NULL");
    }
    query.push(")");
}

/// One row a key, the last one given, in the order of the keys: a statement may not write a row
/// twice, and writers that meet take the rows in the same order.
pub(super) fn last_of_each<'r, R, K: Ord>(rows: &'r [R], key: impl Fn(&'r R) -> K) -> Vec<&'r R> {
    let by_key: BTreeMap<K, &R> = rows.iter().map(|row| (key(row), row)).collect();
    by_key.into_values().collect()
}

/// A text from outside: PostgreSQL keeps no null character.
pub(super) fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
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
