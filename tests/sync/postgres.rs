//! The same stories with PostgreSQL beneath the server.

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
    use nhatky_server::store::postgres::PostgresStore;
    use nhatky_test_postgres::TestPostgres;

    pub(crate) type Database = PostgresStore;

    /// Keeps the folders of the two databases apart.
    pub(crate) const NAME: &str = "sync-postgres";

    /// The folder keeps the name of its database, and opens the same one the next time.
    pub(crate) async fn open(folder: &DataFolder) -> Result<Database> {
        let postgres = TestPostgres::or_end();
        let note = note_of(folder, "database");
        if !note.exists() {
            std::fs::write(&note, postgres.empty_database())?;
        }
        let url = postgres.address_of(&std::fs::read_to_string(note)?);
        Ok(PostgresStore::open(&url).await?)
    }

    /// Of a database that is closed.
    pub(crate) fn keep_copy(folder: &DataFolder) -> Result<()> {
        let name = std::fs::read_to_string(note_of(folder, "database"))?;
        let copy = TestPostgres::or_end().copy_of(&name);
        Ok(std::fs::write(note_of(folder, "copy"), copy)?)
    }

    /// In place of the database, which is closed.
    pub(crate) fn put_copy_back(folder: &DataFolder) -> Result<()> {
        let copy = std::fs::read_to_string(note_of(folder, "copy"))?;
        let again = TestPostgres::or_end().copy_of(&copy);
        Ok(std::fs::write(note_of(folder, "database"), again)?)
    }

    fn note_of(folder: &DataFolder, what: &str) -> PathBuf {
        folder.path().join(format!("{what}.name"))
    }
}
