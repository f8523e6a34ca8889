//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use sqlx::{Executor as _, SqlitePool};

use super::SqliteTx;
use crate::audit;
use crate::durable::{self, Disk as _, MachineDisk};
use crate::store::{Result, StoreError, Transaction as _};

/// The number of the last one is the schema's number, kept in `user_version`.
const MIGRATIONS: [&str; 4] = [
    include_str!("../../../migrations/0001_first.sql"),
    include_str!("../../../migrations/0002_epoch.sql"),
    include_str!("../../../migrations/0003_seal.sql"),
    include_str!("../../../migrations/0004_audit.sql"),
];

/// The first schema with an audit chain.
const AUDITED: i64 = 4;

pub(super) async fn run(writer: &SqlitePool, file: &Path) -> Result<()> {
    bring_to(writer, file, &MIGRATIONS).await
}

async fn bring_to(writer: &SqlitePool, file: &Path, migrations: &[&'static str]) -> Result<()> {
    let supported = migrations.len() as i64;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(writer)
        .await?;
    if 0 < found && found < supported {
        let kept = keep_copy(writer, file, found).await;
        kept.map_err(StoreError::NotCopied)?;
    }
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *tx)
        .await?;
    if found > supported {
        return Err(StoreError::SchemaTooNew { found, supported });
    }
    for (idx, migration) in migrations.iter().enumerate().skip(found.max(0) as usize) {
        tx.execute(sqlx::raw_sql(*migration)).await?;
        // A pragma takes no parameters; the number is ours.
        let note = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {}", idx + 1));
        tx.execute(sqlx::raw_sql(note)).await?;
    }
    let mut tx = SqliteTx { inner: tx };
    if found < AUDITED && AUDITED <= supported {
        audit::append_missing(&mut tx).await?;
    }
    tx.commit().await
}

/// The database as it is before it is changed, beside it: `nhatky.schema-1.db`. An older program
/// can go on with it.
async fn keep_copy(writer: &SqlitePool, file: &Path, schema: i64) -> io::Result<()> {
    let copy = file.with_extension(format!("schema-{schema}.db"));
    let draft = copy.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    sqlx::query("VACUUM INTO ?")
        .bind(draft.to_string_lossy().into_owned())
        .execute(writer)
        .await
        .map_err(io::Error::other)?;
    MachineDisk.sync_file(&File::open(&draft)?, &draft)?;
    durable::rename(&MachineDisk, &draft, &copy)?;
    tracing::warn!(schema, "the tables change; a copy of the database was kept");
    Ok(())
}

#[cfg(test)]
mod tests;
