//! The phone's real engine against the server's real router, in one process and without a socket:
//! whatever is lost, repeated or cut on the way, each log arrives once and whole.

mod faulty_way;
mod filtered;
mod forked;
mod lost_photos;
mod moved;
mod restored;
mod stories;
mod world;

mod database {
    use std::path::PathBuf;

    use anyhow::Result;
    use nhatky_server::folder::DataFolder;
    use nhatky_server::store::sqlite::SqliteStore;

    pub(crate) type Database = SqliteStore;

    /// Keeps the folders of the two databases apart.
    pub(crate) const NAME: &str = "sync";

    pub(crate) async fn open(folder: &DataFolder) -> Result<Database> {
        Ok(SqliteStore::open(&folder.database()).await?)
    }

    /// Of a database that is closed.
    pub(crate) fn keep_copy(folder: &DataFolder) -> Result<()> {
        std::fs::copy(folder.database(), copy(folder))?;
        Ok(())
    }

    /// In place of the database, which is closed.
    pub(crate) fn put_copy_back(folder: &DataFolder) -> Result<()> {
        std::fs::copy(copy(folder), folder.database())?;
        Ok(())
    }

    fn copy(folder: &DataFolder) -> PathBuf {
        folder.path().join("copy.db")
    }
}
