//! PostgreSQL, and what speaks its protocol: for when one machine is not enough.
//!
//! Any number of processes share one database. Writers wait for each other at the organisation's
//! counter row and nowhere else; readers see a snapshot and wait for nobody.

mod migrations;
#[expect(
    clippy::duplicate_mod,
    reason = "the same statements, compiled against another database"
)]
#[path = "sql/statements.rs"]
mod statements;

use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Executor as _, Postgres};

use self::PostgresTx as Tx;
use super::{Result, Store, Transaction};

type Db = Postgres;
const BYTE_ORDER: &str = " COLLATE \"C\"";

/// A pool of connections to one database.
#[derive(Debug, Clone)]
pub struct PostgresStore {
    writers: PgPool,
    readers: PgPool,
}

/// A transaction on one of its connections.
#[derive(Debug)]
pub struct PostgresTx {
    inner: sqlx::Transaction<'static, Postgres>,
}

/// Apart from each other, so that those who read and then write never wait for themselves. Eight
/// processes fit into PostgreSQL's usual hundred connections.
const READERS: u32 = 8;
const WRITERS: u32 = 4;
/// Statements with lists differ by their length: room for the usual ones.
const CACHED_STATEMENTS: usize = 256;
/// What is told to be stored is on the disk. A process that hangs in a transaction does not hold
/// up the others for long.
const SESSION: &str = "SET synchronous_commit TO on; \
                       SET idle_in_transaction_session_timeout TO '30s'";
/// Each statement sees what was committed before it: whoever has waited for the counter row reads
/// what its last holder wrote.
const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

impl PostgresStore {
    /// Connects, and brings the tables up to date. `url` is `postgres://user@host/database?…`.
    ///
    /// # Errors
    /// [`super::StoreError::SchemaTooNew`] when a newer program has written it.
    pub async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(CACHED_STATEMENTS);
        let writers = pool(WRITERS, options.clone()).await?;
        migrations::run(&writers).await?;
        let readers = pool(READERS, options).await?;
        Ok(Self { writers, readers })
    }
}

async fn pool(size: u32, options: PgConnectOptions) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(size)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(SESSION)).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

impl Store for PostgresStore {
    type Tx = PostgresTx;

    async fn read(&self) -> Result<PostgresTx> {
        let inner = self.readers.begin_with(READ).await?;
        Ok(PostgresTx { inner })
    }

    async fn write(&self) -> Result<PostgresTx> {
        let inner = self.writers.begin_with(WRITE).await?;
        Ok(PostgresTx { inner })
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

impl Transaction for PostgresTx {
    async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

impl PostgresTx {
    fn connection(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}

#[cfg(test)]
mod tests {
    use nhatky_test_postgres::TestPostgres;

    use super::PostgresStore;
    use crate::store::conformance::{conformance_tests, dump_tests};

    async fn fresh() -> Option<(PostgresStore, ())> {
        let url = TestPostgres::shared()?.empty_place();
        Some((PostgresStore::open(&url).await.unwrap(), ()))
    }

    conformance_tests!(super::fresh);
    dump_tests!(super::fresh);
}
