use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;

use crate::durable::{self, Disk, in_background};

/// One file a blob. The steps to it are letters, digits and dashes.
#[derive(Debug, Clone)]
pub(super) struct BlobFolder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

impl BlobFolder {
    pub(super) fn open(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Self> {
        durable::make_folder(disk.as_ref(), path)?;
        Ok(Self {
            path: path.to_owned(),
            disk,
        })
    }

    pub(super) async fn put(&self, steps: &[String], bytes: Bytes) -> io::Result<()> {
        let (file, disk) = (self.file(steps), Arc::clone(&self.disk));
        in_background(move || {
            if let Some(folder) = file.parent() {
                durable::make_folder(disk.as_ref(), folder)?;
            }
            durable::write(disk.as_ref(), &file, &bytes)
        })
        .await
    }

    pub(super) async fn get(&self, steps: &[String]) -> io::Result<Option<Bytes>> {
        let file = self.file(steps);
        in_background(move || if_there(fs::read(file).map(Bytes::from))).await
    }

    pub(super) async fn remove(&self, steps: &[String]) -> io::Result<()> {
        let file = self.file(steps);
        in_background(move || if_there(fs::remove_file(file)).map(|_| ())).await
    }

    pub(super) async fn length_bytes(&self, steps: &[String]) -> io::Result<Option<u64>> {
        let file = self.file(steps);
        in_background(move || if_there(fs::metadata(file).map(|found| found.len()))).await
    }

    fn file(&self, steps: &[String]) -> PathBuf {
        self.path.join(PathBuf::from_iter(steps))
    }
}

fn if_there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}
