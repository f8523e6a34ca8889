//! Brings the tables up to date. Released migrations are never edited; new ones go to the end.

use sqlx::{Executor as _, PgPool};

use crate::store::{Result, StoreError};

/// The number of the last one is the schema's number.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../../migrations/postgres/0001_first.sql"),
    include_str!("../../../migrations/postgres/0002_epoch.sql"),
    include_str!("../../../migrations/postgres/0003_seal.sql"),
];

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
    Ok(tx.commit().await?)
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
    use sqlx::Executor as _;

    use crate::store::StoreError;
    use crate::store::postgres::PostgresStore;

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
                supported: 3
            }
        ));
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
