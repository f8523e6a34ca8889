//! Files that survive a loss of power: bytes first, then the name.
//!
//! > A file is complete under its name, or it does not bear it. Whoever hears that a file is there
//! > may count on it: its bytes, its name and the folders above are on the disk.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// What forces bytes and names onto the disk. Tests put one in its place that forgets whatever was
/// not forced.
pub trait Disk: fmt::Debug + Send + Sync + 'static {
    /// Returns when the bytes of the open file survive.
    ///
    /// # Errors
    /// The disk is full or fails.
    fn sync_file(&self, file: &File, path: &Path) -> io::Result<()>;

    /// Returns when the names in the folder survive.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The machine's disk.
#[derive(Debug, Clone, Copy)]
pub struct MachineDisk;

impl Disk for MachineDisk {
    fn sync_file(&self, file: &File, _: &Path) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Elsewhere a folder cannot be opened as a file; its names are the file system's business.
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// Makes a folder and those above it that are missing.
///
/// # Errors
/// One of them cannot be made.
pub fn make_folder(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    static MAKING: Mutex<()> = Mutex::new(());
    // Whoever finds a folder made by another waits until its name is on the disk.
    let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<_> = folder.ancestors().take_while(is_missing).collect();
    fs::create_dir_all(folder)?;
    let above = missing.iter().rev().filter_map(|made| made.parent());
    above
        .map(present)
        .try_for_each(|kept| disk.sync_folder(kept))
}

/// Writes a file in place of whatever bore its name.
///
/// # Errors
/// The disk is full or fails; then what bore the name still does.
pub fn write(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft(disk, file, bytes)?;
    rename(disk, &draft, file).inspect_err(|_| give_up(&draft))
}

/// Writes a file unless there is one: what is there stays.
///
/// # Errors
/// The disk is full or fails.
pub fn write_new(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft(disk, file, bytes)?;
    match fs::hard_link(&draft, file) {
        // A file system without links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => rename(disk, &draft, file),
        _ => {
            fs::remove_file(&draft)?;
            disk.sync_folder(folder_of(file))
        }
    }
}

/// Gives a file whose bytes are on the disk its name, in place of whatever bore it.
///
/// # Errors
/// The folder cannot be written.
pub fn rename(disk: &dyn Disk, draft: &Path, file: &Path) -> io::Result<()> {
    fs::rename(draft, file)?;
    disk.sync_folder(folder_of(file))
}

/// An empty file that only its owner may read.
///
/// # Errors
/// The folder cannot be written.
pub fn create_private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Disks are slow: off the threads that answer requests.
pub(crate) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// A file beside it with these bytes, on the disk. Each writer of each process has its own.
fn draft(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    static DRAFTS: AtomicU64 = AtomicU64::new(0);
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let draft = file.with_extension(format!("{}-{number}.new", std::process::id()));
    let written = || {
        let mut open = create_private(&draft)?;
        open.write_all(bytes)?;
        disk.sync_file(&open, &draft)
    };
    written().inspect_err(|_| give_up(&draft))?;
    Ok(draft)
}

/// What went wrong before is told; this would only add to it.
fn give_up(draft: &Path) {
    if let Err(error) = fs::remove_file(draft) {
        tracing::warn!(%error, "a draft stays behind");
    }
}

fn folder_of(file: &Path) -> &Path {
    present(file.parent().unwrap_or(Path::new("")))
}

/// A name without a folder lies in the current one.
fn present(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}
