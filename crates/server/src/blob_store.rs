//! Where photos end up once they are whole: a folder, or whatever else speaks for it.
//!
//! A blob's place follows from its hash, so storing it twice is storing it once.

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use nhatky_domain::ids::BlobHash;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{Error, ObjectStore, ObjectStoreExt as _};
use uuid::Uuid;

/// The blobs of one organisation.
#[derive(Debug, Clone)]
pub struct BlobStore {
    objects: Arc<dyn ObjectStore>,
    organisation: Uuid,
}

impl BlobStore {
    /// In a folder, which is made when missing. What [`Self::put`] has stored survives a loss of
    /// power.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn in_folder(folder: &Path, organisation: Uuid) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(io::Error::other)?
            .with_fsync(true);
        Ok(Self::over(Arc::new(objects), organisation))
    }

    /// Over whatever stores objects durably.
    #[must_use]
    pub fn over(objects: Arc<dyn ObjectStore>, organisation: Uuid) -> Self {
        Self {
            objects,
            organisation,
        }
    }

    /// Stores a blob. The caller has checked that the hash is the bytes'.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn put(&self, sha: BlobHash, bytes: Bytes) -> io::Result<()> {
        let stored = self.objects.put(&self.place(sha), bytes.into()).await;
        stored.map(|_| ()).map_err(io::Error::other)
    }

    /// None when it is not there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn get(&self, sha: BlobHash) -> io::Result<Option<Bytes>> {
        match self.objects.get(&self.place(sha)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(io::Error::other)?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// `organisation/aa/bb/aabb…`: no folder grows too long.
    fn place(&self, sha: BlobHash) -> ObjectPath {
        let name = sha.to_string();
        let organisation = self.organisation.to_string();
        let (first, rest) = name.split_at(2);
        let second = rest.get(..2).unwrap_or_default();
        ObjectPath::from_iter([organisation.as_str(), first, second, name.as_str()])
    }
}
