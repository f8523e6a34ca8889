//! `export` and `import organisation`: everything that the database holds, as one file. Photos are
//! files already: their folder is copied beside it.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use super::CommandError;
use super::database::{self, with_store};
use crate::args::{ExportArgs, FolderArgs};
use crate::clock::{Clock as _, SystemClock};
use crate::durable::{self, Disk as _, MachineDisk};
use crate::epoch;
use crate::export::{self, ExportError, Head, Reader};
use crate::folder::{DataFolder, Database};
use crate::keys::ServerKey;
use crate::store::sqlite::SqliteStore;
use crate::store::{Dump, EpochReason, Store, Transaction as _};

/// # Errors
/// The database or the file cannot be used.
pub async fn export(args: &ExportArgs) -> Result<(), CommandError> {
    let folder = DataFolder::for_real(&args.folder.data, database::named(&args.folder)?)?;
    let in_file = of_file(&args.file);
    let draft = Draft::create(&args.file).map_err(|error| in_file(error.into()))?;
    let rows = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let written = write(&store, &draft, &Head::default()).await;
        store.close().await;
        written
    });
    let rows = draft.finish(rows).map_err(in_file)?;
    println!("{rows} rows");
    Ok(())
}

async fn write<S>(store: &S, draft: &Draft, head: &Head) -> Result<u64, ExportError>
where
    S: Store,
    S::Tx: Dump,
{
    let mut tx = store.read().await?;
    export::write(&mut tx, BufWriter::new(&draft.file), head).await
}

/// Into a database without an organisation. What comes out of it begins a new epoch: the one that
/// it was copied from may go on.
///
/// # Errors
/// There is an organisation, or the file is cut or changed: nothing is loaded then.
pub(super) async fn import(args: &FolderArgs, file: &Path) -> Result<(), CommandError> {
    let database = database::named(args)?;
    let in_file = of_file(file);
    let begin = || Reader::begin(BufReader::new(File::open(file)?));
    let mut reader = begin().map_err(in_file)?;
    let folder = DataFolder::for_init(&args.data)?;
    let had_key = folder.has_key();
    let rows = match database {
        Database::InFolder => load_into_folder(&folder, &mut reader).await?,
        Database::Elsewhere => with_store!(database::open(args, &folder).await?, |store| {
            let loaded = load(&store, &mut reader).await;
            store.close().await;
            loaded
        }),
    }
    .map_err(in_file)?;
    ServerKey::of_folder(folder.path()).map_err(CommandError::io("server.key"))?;
    println!(
        "{rows} rows; copy the photos of the former server, its folder blobs, to {}",
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

type Loaded = Result<u64, ExportError>;

/// The database gets its name once it is whole, so that a broken attempt leaves none behind.
async fn load_into_folder(
    folder: &DataFolder,
    reader: &mut Reader<BufReader<File>>,
) -> Result<Loaded, CommandError> {
    let draft = folder.database().with_extension("loading");
    remove_database(&draft).map_err(CommandError::io("a former attempt"))?;
    let store = SqliteStore::open(&draft).await?;
    let loaded = load(&store, reader).await;
    store.close().await;
    let named = match loaded {
        Ok(_) => durable::rename(&MachineDisk, &draft, &folder.database()),
        Err(_) => remove_database(&draft),
    };
    named.map_err(CommandError::io("the new database"))?;
    Ok(loaded)
}

async fn load<S>(store: &S, reader: &mut Reader<BufReader<File>>) -> Loaded
where
    S: Store,
    S::Tx: Dump,
{
    let mut tx = store.write().await?;
    let rows = export::load(&mut tx, reader).await?;
    let now = SystemClock::real().now().0;
    epoch::begin(&mut tx, EpochReason::Copied, None, now).await?;
    tx.commit().await?;
    Ok(rows)
}

fn of_file(file: &Path) -> impl Fn(ExportError) -> CommandError + Copy + '_ {
    move |source| CommandError::Export {
        file: file.display().to_string(),
        source,
    }
}

/// With what SQLite leaves beside it.
fn remove_database(file: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A file that only its owner may read and that gets its name once it is whole.
struct Draft {
    file: File,
    path: PathBuf,
    name: PathBuf,
}

impl Draft {
    fn create(name: &Path) -> io::Result<Self> {
        if name.exists() {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "there is a file of this name already",
            ));
        }
        let mut path = name.as_os_str().to_owned();
        path.push(".part");
        let path = PathBuf::from(path);
        Ok(Self {
            file: durable::create_private(&path)?,
            path,
            name: name.to_owned(),
        })
    }

    /// Names it if everything was written, or throws it away.
    fn finish(self, written: Result<u64, ExportError>) -> Result<u64, ExportError> {
        match written {
            Ok(_) => {
                MachineDisk.sync_file(&self.file, &self.path)?;
                durable::rename(&MachineDisk, &self.path, &self.name)?;
            }
            Err(_) => fs::remove_file(&self.path)?,
        }
        written
    }
}
