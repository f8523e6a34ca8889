//! Photos on their way: one file an upload, grown chunk by chunk.
//!
//! > Bytes and the file's name are on disk before the database counts them. A file may hold more
//! > than the database counts (a cut in between), never less; what is too much is written over.
//! > Nothing is ever cut off: another process may have just counted it.

#[cfg(feature = "simulation")]
mod in_memory;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use nhatky_domain::ids::UploadId;

use crate::durable::{self, Disk, MachineDisk, in_background};

/// The folder of these files.
#[derive(Debug, Clone)]
pub struct UploadFolder {
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(PathBuf, Arc<dyn Disk>),
    #[cfg(feature = "simulation")]
    Memory(in_memory::Files),
}

impl UploadFolder {
    /// # Errors
    /// The folder cannot be made.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::on_disk(path, Arc::new(MachineDisk))
    }

    /// In a folder of another disk than the machine's.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn on_disk(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Self> {
        durable::make_folder(disk.as_ref(), path)?;
        Ok(Self {
            place: Place::Folder(path.to_owned(), disk),
        })
    }

    /// No folder at all, for simulations.
    #[cfg(feature = "simulation")]
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            place: Place::Memory(in_memory::Files::default()),
        }
    }

    /// Writes a chunk behind the first `offset` bytes, durably. False if the file is shorter than
    /// that: the folder has lost it, and the upload begins again.
    ///
    /// # Errors
    /// The disk is full or fails.
    pub async fn append(&self, id: UploadId, offset: u64, chunk: Bytes) -> io::Result<bool> {
        match &self.place {
            Place::Folder(folder, disk) => {
                let (folder, disk) = (folder.clone(), Arc::clone(disk));
                in_background(move || append(disk.as_ref(), &folder, id, (offset, &chunk))).await
            }
            #[cfg(feature = "simulation")]
            Place::Memory(files) => Ok(files.append(id, offset, &chunk)),
        }
    }

    /// The first `length` bytes.
    ///
    /// # Errors
    /// The file is gone or shorter.
    pub async fn read(&self, id: UploadId, length: u64) -> io::Result<Bytes> {
        match &self.place {
            Place::Folder(folder, _) => {
                let file = file(folder, id);
                in_background(move || read(&file, length)).await
            }
            #[cfg(feature = "simulation")]
            Place::Memory(files) => files.read(id, length),
        }
    }

    /// A file that is not there is fine.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub async fn remove(&self, id: UploadId) -> io::Result<()> {
        match &self.place {
            Place::Folder(folder, _) => {
                let file = file(folder, id);
                in_background(move || remove(&file)).await
            }
            #[cfg(feature = "simulation")]
            Place::Memory(files) => {
                files.remove(id);
                Ok(())
            }
        }
    }
}

/// An id prints as letters, digits and dashes: no path can hide in it.
fn file(folder: &Path, id: UploadId) -> PathBuf {
    folder.join(id.to_string())
}

fn read(file: &Path, length: u64) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    File::open(file)?.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Bytes::from(bytes))
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn append(
    disk: &dyn Disk,
    folder: &Path,
    id: UploadId,
    (offset, chunk): (u64, &[u8]),
) -> io::Result<bool> {
    let file = file(folder, id);
    let is_new = !file.exists();
    let mut open = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&file)?;
    if open.metadata()?.len() < offset {
        return Ok(false);
    }
    open.seek(SeekFrom::Start(offset))?;
    open.write_all(chunk)?;
    disk.sync_file(&open, &file)?;
    if is_new {
        disk.sync_folder(folder)?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: UploadId = UploadId(uuid::Uuid::nil());

    #[tokio::test]
    async fn chunks_grow_a_file_and_a_repeated_one_does_not_double() {
        let folder = tempfile::tempdir().unwrap();
        let uploads = UploadFolder::open(folder.path()).unwrap();
        for (offset, chunk) in [(0, "abc"), (3, "def"), (3, "dEF")] {
            let chunk = Bytes::from_static(chunk.as_bytes());
            assert!(uploads.append(ID, offset, chunk).await.unwrap());
        }
        assert_eq!(uploads.read(ID, 6).await.unwrap(), "abcdEF");
        assert!(uploads.read(ID, 7).await.is_err());
    }

    #[tokio::test]
    async fn a_lost_file_is_told_and_not_filled_with_a_hole() {
        let folder = tempfile::tempdir().unwrap();
        let uploads = UploadFolder::open(folder.path()).unwrap();
        let chunk = Bytes::from_static(b"def");
        assert!(!uploads.append(ID, 3, chunk).await.unwrap());
        uploads.remove(ID).await.unwrap();
        uploads.remove(ID).await.unwrap();
    }
}
