//! The phone's real engine against the server's real router, in one process and without a socket:
//! whatever is lost, repeated or cut on the way, each log arrives once and whole.

mod faulty_way;
mod forked;
mod lost_photos;
mod moved;
mod restored;
mod stories;
mod world;

mod database {
    use anyhow::Result;
    use nhatky_server::folder::DataFolder;
    use nhatky_server::store::sqlite::SqliteStore;

    pub(crate) type Database = SqliteStore;

    /// Keeps the folders of the two databases apart.
    pub(crate) const NAME: &str = "sync";

    pub(crate) async fn open(folder: &DataFolder) -> Result<Database> {
        Ok(SqliteStore::open(&folder.database()).await?)
    }
}
