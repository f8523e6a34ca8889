//! What is asked of the database once more, on PostgreSQL, and what only several writers can tell.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod bad_input;
mod batches;
mod blobs;
mod commit_delay;
mod epochs;
mod exports;
mod files;
mod guards;
mod holdings;
mod incidents;
mod photo_place;
mod power_cuts;
mod pull;
mod push;
mod retention;
mod sign_in;
mod support;

mod database {
    use std::path::Path;

    pub(crate) use nhatky_server::store::postgres::PostgresStore as Database;
    pub(crate) use nhatky_server::store::sqlite::SqliteStore as Other;
    use nhatky_test_postgres::TestPostgres;

    /// Empty, for one test.
    pub(crate) async fn open(_folder: &Path) -> Database {
        let url = TestPostgres::or_end().empty_place();
        Database::open(&url).await.unwrap()
    }

    /// An empty one of the other kind.
    pub(crate) async fn open_other(folder: &Path) -> Option<Other> {
        Some(Other::open(&folder.join("other.db")).await.unwrap())
    }
}
