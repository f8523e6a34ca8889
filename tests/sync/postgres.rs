//! The same stories with PostgreSQL beneath the server.

mod faulty_way;
mod forked;
mod moved;
mod stories;
mod world;

mod database {
    use anyhow::Result;
    use nhatky_server::folder::DataFolder;
    use nhatky_server::store::postgres::PostgresStore;
    use nhatky_test_postgres::TestPostgres;

    pub(crate) type Database = PostgresStore;

    /// Keeps the folders of the two databases apart.
    pub(crate) const NAME: &str = "sync-postgres";

    pub(crate) async fn open(_folder: &DataFolder) -> Result<Database> {
        let url = TestPostgres::or_end().empty_place();
        Ok(PostgresStore::open(&url).await?)
    }
}
