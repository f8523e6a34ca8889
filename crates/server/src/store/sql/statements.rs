//! Every statement, written once in the SQL that SQLite and PostgreSQL share.
//!
//! This file is a module of `sqlite` and again of `postgres`, so that the compiler checks it against
//! each. The parent names its driver `Db`, its transaction `Tx` and its words for texts by their
//! bytes `BYTE_ORDER`; nothing in here may ask which of the two it is. What they share:
//!
//! > Parameters are `$1`, a flag is tested bare, a sum is cast back to BIGINT.
//! > `INSERT … ON CONFLICT` and `RETURNING`, a row at most once a statement.
//! > No arrays, JSON operators, sequences, triggers or advisory locks: what else speaks
//! > PostgreSQL's protocol lacks some of them.

mod accounts;
mod audit;
mod blobs;
mod columns;
mod counters;
mod directory;
mod dump;
mod installs;
mod journal;
mod receipts;
mod records;
mod retention;

use super::{BYTE_ORDER, Db, Tx};
