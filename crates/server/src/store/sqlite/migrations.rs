//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use sqlx::{Executor as _, SqlitePool};

use crate::store::{Result, StoreError};

/// The number of the last one is the schema's number, kept in `user_version`.
const MIGRATIONS: [&str; 1] = [include_str!("../../../migrations/0001_first.sql")];

pub(super) async fn run(writer: &SqlitePool) -> Result<()> {
    let supported = MIGRATIONS.len() as i64;
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *tx)
        .await?;
    if found > supported {
        return Err(StoreError::SchemaTooNew { found, supported });
    }
    for (idx, migration) in MIGRATIONS.iter().enumerate().skip(found.max(0) as usize) {
        tx.execute(sqlx::raw_sql(*migration)).await?;
        // A pragma takes no parameters; the number is ours.
        let note = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {}", idx + 1));
        tx.execute(sqlx::raw_sql(note)).await?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store as _;
    use crate::store::sqlite::SqliteStore;

    #[tokio::test]
    async fn a_newer_schema_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nhatky.db");
        let store = SqliteStore::open(&file).await.unwrap();
        store
            .writer
            .execute("PRAGMA user_version = 99")
            .await
            .unwrap();
        store.close().await;

        let refused = SqliteStore::open(&file).await.unwrap_err();
        assert!(matches!(
            refused,
            StoreError::SchemaTooNew {
                found: 99,
                supported: 1
            }
        ));
    }
}
