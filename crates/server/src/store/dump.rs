//! All rows as plain values, table by table, to move an organisation from one database to another.
//!
//! For databases with tables; the one in memory has nothing to move. What lives for hours only is
//! left out: sessions, failed guesses, uploads on their way.

mod tables;

use std::future::Future;

use uuid::Uuid;

pub use self::tables::TABLES;
use super::{Result, StoreError, Transaction};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Null,
    Id(Uuid),
    Bytes(Vec<u8>),
    Text(String),
    Number(i64),
    Flag(bool),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Id,
    Bytes,
    Text,
    Number,
    Flag,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub is_optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    /// So many of the first columns name a row.
    pub key: usize,
    pub columns: &'static [Column],
}

/// Rows of every table.
pub trait Dump: Transaction {
    /// Hands out the rows in the order of their keys, which is the same in every database: texts
    /// and bytes by their bytes. A few rows are in memory at once.
    fn each_row<E: From<StoreError> + Send>(
        &mut self,
        table: &Table,
        take: impl FnMut(Vec<Cell>) -> Result<(), E> + Send,
    ) -> impl Future<Output = Result<(), E>> + Send;

    /// Adds rows. One whose key is there already is refused as a broken rule.
    fn add_rows(
        &mut self,
        table: &Table,
        rows: &[Vec<Cell>],
    ) -> impl Future<Output = Result<()>> + Send;
}
