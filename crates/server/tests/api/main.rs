//! The server through its real router: requests in, answers out, a database on disk beneath.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod backups;
mod bad_input;
mod batches;
mod blobs;
mod corpus;
mod description;
mod epochs;
mod exports;
mod files;
mod guards;
mod held;
mod holdings;
mod incidents;
mod photo_place;
mod power_cuts;
mod pull;
mod push;
mod retention;
mod sign_in;
mod support;
mod wire;

mod database {
    use std::path::Path;

    pub(crate) use nhatky_server::store::postgres::PostgresStore as Other;
    pub(crate) use nhatky_server::store::sqlite::SqliteStore as Database;
    use nhatky_test_postgres::TestPostgres;

    /// Empty, in the folder of one test.
    pub(crate) async fn open(folder: &Path) -> Database {
        Database::open(&folder.join("nhatky.db")).await.unwrap()
    }

    /// An empty one of the other kind; none where it is not installed.
    pub(crate) async fn open_other(_folder: &Path) -> Option<Other> {
        let url = TestPostgres::shared()?.empty_place();
        Some(Other::open(&url).await.unwrap())
    }
}
