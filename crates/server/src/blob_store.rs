//! Where photos end up once they are whole: a folder, or whatever else stores objects.
//!
//! A blob's place follows from its hash, so storing it twice is storing it once. Beside them lies a
//! mark with the organisation's id, by which an empty store is told from one that is not there.
//!
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

/// Name of the mark, beside the folders of blobs.
const MARK: &str = "organisation";

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
        self.write(&self.steps(sha), bytes).await
    }

    /// None when it is not there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn get(&self, sha: BlobHash) -> io::Result<Option<Bytes>> {
        self.read(&self.steps(sha)).await
    }

    /// Whether the organisation's mark is there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn is_marked(&self) -> io::Result<bool> {
        let mark = self.read(&self.mark_steps()).await?;
        Ok(mark.is_some_and(|mark| mark == self.organisation.to_string()))
    }

    /// Puts the organisation's mark there.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn mark(&self) -> io::Result<()> {
        let mark = self.organisation.to_string().into();
        self.write(&self.mark_steps(), mark).await
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

    async fn write(&self, steps: &[String], bytes: Bytes) -> io::Result<()> {
        match &self.place {
            Place::Folder(folder) => folder.put(steps, bytes).await,
            Place::Objects(objects) => {
                let place = ObjectPath::from_iter(steps.iter().map(String::as_str));
                let stored = objects.put(&place, bytes.into()).await;
                stored.map(|_| ()).map_err(io::Error::other)
            }
        }
    }

    async fn read(&self, steps: &[String]) -> io::Result<Option<Bytes>> {
        let objects = match &self.place {
            Place::Folder(folder) => return folder.get(steps).await,
            Place::Objects(objects) => objects,
        };
        let place = ObjectPath::from_iter(steps.iter().map(String::as_str));
        match objects.get(&place).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(io::Error::other)?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    fn mark_steps(&self) -> [String; 2] {
        [self.organisation.to_string(), MARK.to_owned()]
    }

    /// `organisation/aa/bb/aabb…`: no folder grows too long.
    fn steps(&self, sha: BlobHash) -> [String; 4] {
        let name = sha.to_string();
        let part = |from: usize| name.get(from..from + 2).unwrap_or_default().to_owned();
        [self.organisation.to_string(), part(0), part(2), name]
    }
}
