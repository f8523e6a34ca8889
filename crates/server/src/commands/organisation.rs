//! `export`, `move`, `unseal` and `import organisation`: everything that the database holds, as
//! one file. Photos are files already: their folder is copied beside it.

mod import;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

pub(super) use self::import::import;
use super::CommandError;
use super::database::{self, with_store};
use crate::args::{ExportArgs, FolderArgs};
use crate::clock::{Clock as _, SystemClock};
use crate::durable::{self, Disk as _, MachineDisk};
use crate::epoch;
use crate::export::{self, ExportError, Head};
use crate::folder::DataFolder;
use crate::store::{
    Counters as _, Dump, EpochReason, Result as StoreResult, Store, Transaction as _,
};

/// # Errors
/// The database or the file cannot be used.
pub async fn export(args: &ExportArgs) -> Result<(), CommandError> {
    let folder = DataFolder::for_real(&args.folder.data, database::named(&args.folder)?)?;
    let in_file = of_file(&args.file);
    let draft = Draft::create(&args.file).map_err(|error| in_file(error.into()))?;
    let rows = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let written = write(&store, &draft).await;
        store.close().await;
        draft.finish(written)
    });
    println!("{} rows", rows.map_err(in_file)?);
    Ok(())
}

async fn write<S: Store<Tx: Dump>>(store: &S, draft: &Draft) -> Result<u64, ExportError> {
    let mut tx = store.read().await?;
    export::write(&mut tx, BufWriter::new(&draft.file), &Head::default()).await
}

/// From here on this server takes nothing, and the file is what its successor goes on with.
///
/// # Errors
/// It was moved before, or the file cannot be written: then it goes on here.
pub async fn move_away(args: &ExportArgs) -> Result<(), CommandError> {
    let folder = DataFolder::for_real(&args.folder.data, database::named(&args.folder)?)?;
    let in_file = of_file(&args.file);
    let draft = Draft::create(&args.file).map_err(|error| in_file(error.into()))?;
    let rows = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let moved = hand_over(&store, draft).await;
        store.close().await;
        moved
    });
    println!(
        "{} rows; nothing is taken here any more. Load the file once, with «import organisation», \
         after copying {} and server.key to the new folder",
        rows.map_err(in_file)?,
        folder.blobs().display()
    );
    Ok(())
}

async fn hand_over<S: Store<Tx: Dump>>(store: &S, draft: Draft) -> Result<u64, ExportError> {
    let now = SystemClock::real().now().0;
    let written = export::hand_over(store, BufWriter::new(&draft.file), now).await;
    if matches!(written, Err(ExportError::Sealed)) {
        return draft.finish(written);
    }
    let finished = draft.finish(written);
    if finished.is_err() {
        // Nobody has the file: this epoch goes on here.
        lift_seal(store).await?;
    }
    finished
}

async fn lift_seal<S: Store>(store: &S) -> StoreResult<()> {
    let mut tx = store.write().await?;
    tx.unseal().await?;
    tx.commit().await
}

/// Goes on after all, in an epoch of its own: the successor may go on as well.
///
/// # Errors
/// It was not moved away.
pub async fn unseal(args: &FolderArgs) -> Result<(), CommandError> {
    let folder = DataFolder::for_real(&args.data, database::named(args)?)?;
    let was_sealed = with_store!(database::open(args, &folder).await?, |store| {
        let was_sealed = begin_again(&store).await;
        store.close().await;
        was_sealed?
    });
    if !was_sealed {
        return Err(CommandError::Setting("nothing was moved away from here"));
    }
    println!("a new epoch begins: phones offer again what they retained");
    Ok(())
}

async fn begin_again<S: Store>(store: &S) -> StoreResult<bool> {
    let mut tx = store.write().await?;
    if tx.sealed_at().await?.is_none() {
        return Ok(false);
    }
    tx.unseal().await?;
    let now = SystemClock::real().now().0;
    epoch::begin(&mut tx, EpochReason::Unsealed, None, now).await?;
    tx.commit().await?;
    Ok(true)
}

fn of_file(file: &Path) -> impl Fn(ExportError) -> CommandError + Copy + '_ {
    move |source| CommandError::Export {
        file: file.display().to_string(),
        source,
    }
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
            return Err(already("there is a file of this name already"));
        }
        let path = with_ending(name, ".part");
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

fn already(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, what)
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
