//! `import organisation`: a file becomes the database of a new server.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use super::{CommandError, already, of_file, with_ending};
use crate::args::FolderArgs;
use crate::clock::{Clock as _, SystemClock};
use crate::commands::database::{self, with_store};
use crate::durable::{self, MachineDisk};
use crate::export::{self, ExportError, Head, Reader};
use crate::folder::{DataFolder, Database};
use crate::keys::ServerKey;
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

type Input = Reader<BufReader<File>>;

/// Into a database without an organisation. One that was moved goes on as if nothing had happened;
/// a copy begins a new epoch, because the one that it was copied from may go on.
///
/// # Errors
/// There is an organisation, or the file is cut or changed: nothing is loaded then.
pub(in crate::commands) async fn import(
    args: &FolderArgs,
    file: &Path,
) -> Result<(), CommandError> {
    let database = database::named(args)?;
    let in_file = of_file(file);
    let begin = || Reader::begin(BufReader::new(File::open(file)?));
    let mut reader = begin().map_err(in_file)?;
    let folder = DataFolder::for_init(&args.data)?;
    let had_key = folder.has_key();
    let claim = Claim::of(file, reader.head()).map_err(|error| in_file(error.into()))?;
    let loaded = match database {
        Database::InFolder => into_folder(&folder, &mut reader, in_file).await,
        Database::Elsewhere => elsewhere(args, &folder, &mut reader, in_file).await,
    };
    if loaded.is_err() {
        claim.give_back().map_err(|error| in_file(error.into()))?;
    }
    let rows = loaded?;
    ServerKey::of_folder(folder.path()).map_err(CommandError::io("server.key"))?;
    println!(
        "{rows} rows; before the first start copy the photos of the former server, its folder \
         blobs, to {}",
        folder.blobs().display()
    );
    if !had_key {
        println!(
            "codes that nobody has used are void, unless its server.key is copied to {} too",
            folder.path().display()
        );
    }
    Ok(())
}

/// The database gets its name once it is whole, so that a broken attempt leaves none behind.
async fn into_folder(
    folder: &DataFolder,
    reader: &mut Input,
    in_file: impl Fn(ExportError) -> CommandError,
) -> Result<u64, CommandError> {
    let draft = folder.database().with_extension("loading");
    remove_database(&draft).map_err(CommandError::io("a former attempt"))?;
    let store = SqliteStore::open(&draft).await?;
    let now = SystemClock::real().now().0;
    let loaded = export::take_over(&store, reader, now).await;
    store.close().await;
    let named = match loaded {
        Ok(_) => durable::rename(&MachineDisk, &draft, &folder.database()),
        Err(_) => remove_database(&draft),
    };
    named.map_err(CommandError::io("the new database"))?;
    loaded.map_err(in_file)
}

async fn elsewhere(
    args: &FolderArgs,
    folder: &DataFolder,
    reader: &mut Input,
    in_file: impl Fn(ExportError) -> CommandError,
) -> Result<u64, CommandError> {
    let now = SystemClock::real().now().0;
    with_store!(database::open(args, folder).await?, |store| {
        let loaded = export::take_over(&store, reader, now).await;
        store.close().await;
        loaded.map_err(in_file)
    })
}

/// With what SQLite leaves beside it.
fn remove_database(file: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(with_ending(file, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// What was moved is loaded once. The file takes another name before its first row is loaded, so
/// that whatever happens in between it is not loaded a second time.
struct Claim(Option<(PathBuf, PathBuf)>);

impl Claim {
    fn of(file: &Path, head: &Head) -> io::Result<Self> {
        if head.moved_at.is_none() {
            return Ok(Self(None));
        }
        let taken = with_ending(file, ".imported");
        if taken.exists() {
            return Err(already("a file of this name was imported before"));
        }
        durable::rename(&MachineDisk, file, &taken)?;
        Ok(Self(Some((file.to_owned(), taken))))
    }

    fn give_back(self) -> io::Result<()> {
        let Some((file, taken)) = self.0 else {
            return Ok(());
        };
        durable::rename(&MachineDisk, &taken, &file)
    }
}
