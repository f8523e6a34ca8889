//! The server through its real router: requests in, answers out, a database on disk beneath.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod backups;
mod bad_input;
mod blobs;
mod description;
mod epochs;
mod files;
mod guards;
mod holdings;
mod power_cuts;
mod pull;
mod push;
mod sign_in;
mod support;
mod wire;

mod database {
    use std::path::Path;

    pub(crate) use nhatky_server::store::sqlite::SqliteStore as Database;

    /// Empty, in the folder of one test.
    pub(crate) async fn open(folder: &Path) -> Database {
        Database::open(&folder.join("nhatky.db")).await.unwrap()
    }
}
