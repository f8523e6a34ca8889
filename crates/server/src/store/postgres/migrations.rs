//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use sqlx::{Executor as _, PgPool};

use super::PostgresTx;
use crate::audit;
use crate::store::{Counters as _, Result, StoreError, Transaction as _};

/// The number of the last one is the schema's number.
const MIGRATIONS: [&str; 4] = [
    include_str!("../../../migrations/postgres/0001_first.sql"),
    include_str!("../../../migrations/postgres/0002_epoch.sql"),
    include_str!("../../../migrations/postgres/0003_seal.sql"),
    include_str!("../../../migrations/postgres/0004_audit.sql"),
];

/// The first schema with an audit chain.
const AUDITED: i64 = 4;

const MAKE_NUMBER: &str = "CREATE TABLE IF NOT EXISTS schema_number (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
)";

/// Several processes may start at once: the one that takes the number's row first does the work.
pub(super) async fn run(writers: &PgPool) -> Result<()> {
    let supported = MIGRATIONS.len() as i64;
    // «IF NOT EXISTS» is no lock: of two that make it at once, one fails and then finds it.
    if make_number(writers).await.is_err() {
        make_number(writers).await?;
    }
    let mut tx = writers.begin().await?;
    let found: i64 =
        sqlx::query_scalar("UPDATE schema_number SET number = number RETURNING number")
            .fetch_one(&mut *tx)
            .await?;
    if found > supported {
        return Err(StoreError::SchemaTooNew { found, supported });
    }
    for migration in MIGRATIONS.iter().skip(found.max(0) as usize) {
        tx.execute(sqlx::raw_sql(*migration)).await?;
    }
    sqlx::query("UPDATE schema_number SET number = $1")
        .bind(supported)
        .execute(&mut *tx)
        .await?;
    let mut tx = PostgresTx { inner: tx };
    if found < AUDITED {
        match tx.lock_counters().await {
            // Held all the same.
            Ok(()) | Err(StoreError::Sealed) => audit::append_missing(&mut tx).await?,
            Err(error) => return Err(error),
        }
    }
    tx.commit().await
}

async fn make_number(writers: &PgPool) -> Result<()> {
    writers.execute(sqlx::raw_sql(MAKE_NUMBER)).await?;
    sqlx::query("INSERT INTO schema_number (id, number) VALUES (1, 0) ON CONFLICT DO NOTHING")
        .execute(writers)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use nhatky_test_postgres::TestPostgres;

    use super::*;
    use crate::store::postgres::PostgresStore;
    use crate::store::{Audit as _, Store as _};

    #[tokio::test]
    async fn a_newer_schema_is_refused_and_left_alone() {
        let Some(postgres) = TestPostgres::shared() else {
            return;
        };
        let url = postgres.empty_place();
        let store = PostgresStore::open(&url).await.unwrap();
        let newer = "UPDATE schema_number SET number = 99";
        store.writers.execute(newer).await.unwrap();

        let refused = PostgresStore::open(&url).await.unwrap_err();
        assert!(matches!(
            refused,
            StoreError::SchemaTooNew {
                found: 99,
                supported
            } if supported == MIGRATIONS.len() as i64
        ));
    }

    const VERSIONS: &str = "
        INSERT INTO organisation (id, name, epoch, is_demo, founded_at, directory_rev, pushes,
                                  sealed_at)
        VALUES (gen_random_uuid(), 'Đoàn Khối', gen_random_uuid(), FALSE, 5, 0, 3, 6);
        INSERT INTO record
        SELECT gen_random_uuid(), 'HD', 1, gen_random_uuid(), gen_random_uuid(), '{}', 's', 1, 1,
               NULL, at, 0, 0, NULL, NULL
        FROM (VALUES (9), (5), (7)) AS came (at);
        INSERT INTO record_version
        SELECT id, 1, gen_random_uuid(), id, id, id, 1, NULL, received_at, 's', '{}' FROM record";

    #[tokio::test]
    async fn versions_from_before_the_audit_chain_are_chained_also_of_a_sealed_organisation() {
        let Some(postgres) = TestPostgres::shared() else {
            return;
        };
        let url = postgres.empty_place();
        let pool = PgPool::connect(&url).await.unwrap();
        make_number(&pool).await.unwrap();
        for migration in MIGRATIONS.iter().take(3) {
            pool.execute(sqlx::raw_sql(*migration)).await.unwrap();
        }
        let older = "UPDATE schema_number SET number = 3";
        pool.execute(older).await.unwrap();
        pool.execute(sqlx::raw_sql(VERSIONS)).await.unwrap();
        pool.close().await;

        let store = PostgresStore::open(&url).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let verdict = audit::verify(&mut tx).await.unwrap();
        assert_eq!((verdict.head.number, verdict.flaw), (3, None));
        let rows = tx.audited(0, 9).await.unwrap();
        let came = rows.into_iter().map(|row| row.version.unwrap().received_at);
        assert_eq!(Vec::from_iter(came), [5, 7, 9]);
    }

    #[tokio::test]
    async fn processes_that_start_at_once_make_the_tables_once() {
        let Some(postgres) = TestPostgres::shared() else {
            return;
        };
        let url = postgres.empty_place();
        let open = || {
            let url = url.clone();
            tokio::spawn(async move { PostgresStore::open(&url).await })
        };
        let opening: Vec<_> = std::iter::repeat_with(open).take(8).collect();
        for opened in opening {
            opened.await.unwrap().unwrap();
        }
    }
}
