//! Photos on their way: one file an upload, grown chunk by chunk.
//!
//! > Bytes and the file's name are on disk before the database counts them. A file may hold more
//! > than the database counts (a cut in between), never less; what is too much is cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use nhatky_domain::ids::UploadId;

/// The folder of these files.
#[derive(Debug, Clone)]
pub struct UploadFolder {
    path: PathBuf,
}

impl UploadFolder {
    /// # Errors
    /// The folder cannot be made.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// Writes a chunk behind the first `offset` bytes, durably. False if the file is shorter than
    /// that: the folder has lost it, and the upload begins again.
    ///
    /// # Errors
    /// The disk is full or fails.
    pub async fn append(&self, id: UploadId, offset: u64, chunk: Bytes) -> io::Result<bool> {
        let (file, folder) = (self.file(id), self.path.clone());
        in_background(move || append(&file, &folder, offset, &chunk)).await
    }

    /// The first `length` bytes.
    ///
    /// # Errors
    /// The file is gone or shorter.
    pub async fn read(&self, id: UploadId, length: u64) -> io::Result<Bytes> {
        let file = self.file(id);
        in_background(move || {
            let mut bytes = Vec::new();
            File::open(file)?.take(length).read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Ok(Bytes::from(bytes))
        })
        .await
    }

    /// A file that is not there is fine.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub async fn remove(&self, id: UploadId) -> io::Result<()> {
        let file = self.file(id);
        in_background(move || match fs::remove_file(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        })
        .await
    }

    /// An id prints as letters, digits and dashes: no path can hide in it.
    fn file(&self, id: UploadId) -> PathBuf {
        self.path.join(id.to_string())
    }
}

fn append(file: &Path, folder: &Path, offset: u64, chunk: &[u8]) -> io::Result<bool> {
    let is_new = !file.exists();
    let mut open = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(file)?;
    if open.metadata()?.len() < offset {
        return Ok(false);
    }
    open.set_len(offset)?;
    open.seek(SeekFrom::Start(offset))?;
    open.write_all(chunk)?;
    open.sync_all()?;
    if is_new {
        File::open(folder)?.sync_all()?;
    }
    Ok(true)
}

/// Disks are slow: off the threads that answer requests.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
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
