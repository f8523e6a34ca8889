//! What may still be written. A full disk is met before it is full: first photos wait on the
//! phones, then everything does, and reading goes on. Photos wait too while the place is not there
//! that they belong in.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::app::App;
use crate::error::ApiError;
use crate::photo_place;
use crate::store::Store;

/// Below a tenth of the disk no photos are taken.
const PHOTOS_NEED_PARTS: u64 = 10;
/// Below this nothing is: the database needs room to work, and the operator to help.
pub(crate) const TEXT_NEEDS_BYTES: u64 = 500 * 1000 * 1000;

/// The disk that a folder lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// For programs without special rights.
    pub free_bytes: u64,
    pub size_bytes: u64,
}

/// Tells the space.
pub trait Volume: fmt::Debug + Send + Sync + 'static {
    /// # Errors
    /// The disk does not say.
    fn space(&self) -> io::Result<Space>;
}

/// The real disk under a folder.
#[derive(Debug, Clone)]
pub struct FolderVolume(pub PathBuf);

impl Volume for FolderVolume {
    fn space(&self) -> io::Result<Space> {
        let found = rustix::fs::statvfs(&self.0)?;
        Ok(Space {
            free_bytes: found.f_bavail.saturating_mul(found.f_frsize),
            size_bytes: found.f_blocks.saturating_mul(found.f_frsize),
        })
    }
}

/// What may still be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    ForNothing,
    ForText,
    ForPhotos,
}

impl Room {
    #[must_use]
    pub fn of(space: Space) -> Self {
        if space.free_bytes < TEXT_NEEDS_BYTES {
            Self::ForNothing
        } else if space.free_bytes < space.size_bytes / PHOTOS_NEED_PARTS {
            Self::ForText
        } else {
            Self::ForPhotos
        }
    }
}

/// Watches a disk, or none.
#[derive(Debug, Clone, Default)]
pub struct RoomGuard(Option<Arc<dyn Volume>>);

impl RoomGuard {
    #[must_use]
    pub fn watching(volume: impl Volume) -> Self {
        Self(Some(Arc::new(volume)))
    }

    /// None if no disk is watched or it does not say: nothing is refused for not knowing.
    #[must_use]
    pub fn space(&self) -> Option<Space> {
        let volume = self.0.as_ref()?;
        volume
            .space()
            .inspect_err(|error| tracing::warn!(%error, "the free space is not known"))
            .ok()
    }

    #[must_use]
    pub fn room(&self) -> Room {
        self.space().map_or(Room::ForPhotos, Room::of)
    }

    fn check(&self, needed: Room) -> Result<(), ApiError> {
        let room = self.room();
        if room >= needed {
            return Ok(());
        }
        Err(match room {
            Room::ForNothing => refusal("no_room", "the disk is full but for a reserve: keep it"),
            _ => refusal(NO_ROOM_FOR_PHOTOS, "photos wait until there is room"),
        })
    }
}

const NO_ROOM_FOR_PHOTOS: &str = "no_room_for_photos";

fn refusal(code: &'static str, message: &str) -> ApiError {
    ApiError::new(StatusCode::INSUFFICIENT_STORAGE, code, message)
}

/// A request that writes text: taken while there is room for it.
#[derive(Debug, Clone, Copy)]
pub struct WritesText;

/// A request that writes photos.
#[derive(Debug, Clone, Copy)]
pub struct WritesPhotos;

impl<S: Store> FromRequestParts<App<S>> for WritesText {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App<S>) -> Result<Self, ApiError> {
        app.settings.room.check(Room::ForText).map(|()| Self)
    }
}

impl<S: Store> FromRequestParts<App<S>> for WritesPhotos {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App<S>) -> Result<Self, ApiError> {
        app.settings.room.check(Room::ForPhotos)?;
        if photo_place::is_ours(&app.store, &app.blobs).await? {
            return Ok(Self);
        }
        let message = "photos wait until the folder is back that they belong in";
        Err(refusal(NO_ROOM_FOR_PHOTOS, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GB: u64 = 1000 * 1000 * 1000;

    #[test]
    fn photos_need_a_tenth_and_text_half_a_gigabyte() {
        let of = |free_bytes, size_bytes| {
            Room::of(Space {
                free_bytes,
                size_bytes,
            })
        };
        assert_eq!(of(10 * GB, 100 * GB), Room::ForPhotos);
        assert_eq!(of(10 * GB - 1, 100 * GB), Room::ForText);
        assert_eq!(of(TEXT_NEEDS_BYTES, 100 * GB), Room::ForText);
        assert_eq!(of(TEXT_NEEDS_BYTES - 1, 100 * GB), Room::ForNothing);
        assert_eq!(of(TEXT_NEEDS_BYTES - 1, GB), Room::ForNothing);
        assert_eq!(of(TEXT_NEEDS_BYTES, GB), Room::ForPhotos);
    }

    #[test]
    fn a_folder_says_how_much_room_its_disk_has() {
        let folder = tempfile::tempdir().unwrap();
        let space = FolderVolume(folder.path().to_owned()).space().unwrap();
        assert!(0 < space.size_bytes && space.free_bytes <= space.size_bytes);
    }

    #[test]
    fn a_disk_that_does_not_say_refuses_nothing() {
        let guard = RoomGuard::watching(FolderVolume(PathBuf::from("/no/such/folder")));
        assert_eq!(guard.room(), Room::ForPhotos);
    }
}
