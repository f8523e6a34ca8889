//! Where photos end up once they are whole: a folder, or whatever else stores objects.
//!
//! A blob's place follows from its hash, so storing it twice is storing it once.
//! > What [`BlobStore::put`] has stored survives a loss of power.

mod folder;

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use nhatky_domain::ids::BlobHash;
use object_store::path::Path as ObjectPath;
use object_store::{Error, ObjectStore, ObjectStoreExt as _};
use uuid::Uuid;

use self::folder::BlobFolder;
use crate::durable::{Disk, MachineDisk};

/// The blobs of one organisation.
#[derive(Debug, Clone)]
pub struct BlobStore {
    place: Place,
    organisation: Uuid,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(BlobFolder),
    Objects(Arc<dyn ObjectStore>),
}

impl BlobStore {
    /// In a folder, which is made when missing.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn in_folder(folder: &Path, organisation: Uuid) -> io::Result<Self> {
        Self::on_disk(folder, organisation, Arc::new(MachineDisk))
    }

    /// In a folder of another disk than the machine's.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn on_disk(folder: &Path, organisation: Uuid, disk: Arc<dyn Disk>) -> io::Result<Self> {
        let place = Place::Folder(BlobFolder::open(folder, disk)?);
        Ok(Self {
            place,
            organisation,
        })
    }

    /// Over whatever stores objects durably.
    #[must_use]
    pub fn over(objects: Arc<dyn ObjectStore>, organisation: Uuid) -> Self {
        let place = Place::Objects(objects);
        Self {
            place,
            organisation,
        }
    }

    /// Stores a blob in place of whatever is there. The caller has checked that the hash is the
    /// bytes'.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn put(&self, sha: BlobHash, bytes: Bytes) -> io::Result<()> {
        let steps = self.steps(sha);
        match &self.place {
            Place::Folder(folder) => folder.put(&steps, bytes).await,
            Place::Objects(objects) => {
                let place = ObjectPath::from_iter(steps);
                let stored = objects.put(&place, bytes.into()).await;
                stored.map(|_| ()).map_err(io::Error::other)
            }
        }
    }

    /// None when it is not there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn get(&self, sha: BlobHash) -> io::Result<Option<Bytes>> {
        let steps = self.steps(sha);
        match &self.place {
            Place::Folder(folder) => folder.get(&steps).await,
            Place::Objects(objects) => match objects.get(&ObjectPath::from_iter(steps)).await {
                Ok(found) => Ok(Some(found.bytes().await.map_err(io::Error::other)?)),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }

    /// Removes a blob; one that is not there is fine.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn remove(&self, sha: BlobHash) -> io::Result<()> {
        let steps = self.steps(sha);
        match &self.place {
            Place::Folder(folder) => folder.remove(&steps).await,
            Place::Objects(objects) => match objects.delete(&ObjectPath::from_iter(steps)).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }

    /// How long what is there is; none when nothing is.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn length_bytes(&self, sha: BlobHash) -> io::Result<Option<u64>> {
        let steps = self.steps(sha);
        match &self.place {
            Place::Folder(folder) => folder.length_bytes(&steps).await,
            Place::Objects(objects) => match objects.head(&ObjectPath::from_iter(steps)).await {
                Ok(found) => Ok(Some(found.size)),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }

    /// `organisation/aa/bb/aabb…`: no folder grows too long.
    fn steps(&self, sha: BlobHash) -> [String; 4] {
        let name = sha.to_string();
        let part = |from: usize| name.get(from..from + 2).unwrap_or_default().to_owned();
        [self.organisation.to_string(), part(0), part(2), name]
    }
}
