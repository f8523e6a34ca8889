//! Photos of a draft: made small one at a time, stored together with the draft that names them.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::BlobHash;
use nhatky_domain::value::Value;
use nhatky_sync::store::{NewBlob, StoreError};
use web_sys::File;

use super::OpenDraft;
use super::tiles::{hash_of, photo_value};
use crate::platform::object_url::ObjectUrl;
use crate::platform::picture::{MIME, NoPicture, Picture, shrink};
use crate::platform::{files, hash};

/// A form may say otherwise.
const MOST: usize = 10;

/// Why a photo was not added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PhotoProblem {
    /// A format that this browser cannot decode (mostly HEIC).
    UnknownFormat,
    /// Broken, empty, or no picture at all.
    Unreadable,
    /// The form takes no more.
    TooMany,
    /// The browser's storage is full; the text is stored.
    StorageFull,
    /// The store failed otherwise.
    NotStored,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PhotoStage {
    /// Waiting to be made smaller, or being so: one at a time.
    Preparing,
    /// On this phone, durably.
    Stored {
        size_bytes: u64,
    },
    Failed(PhotoProblem),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhotoItem {
    /// For `OpenDraft::remove_photo`; once stored, the photo's hash.
    pub(crate) key: String,
    /// Of the thumbnail, for an `<img>`.
    pub(crate) url: Option<String>,
    pub(crate) stage: PhotoStage,
}

/// A photo on its way into the draft.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unstored {
    pub(super) key: String,
    pub(super) stage: PhotoStage,
    /// Once it is small: its hash, under which it stands in the answer too.
    pub(super) hash: Option<BlobHash>,
}

fn is_among(item: &Unstored, blobs: &[NewBlob]) -> bool {
    blobs.iter().any(|blob| Some(blob.hash) == item.hash)
}

impl OpenDraft {
    pub(super) fn take_files(self, event: &Event) {
        let sheet = self.sheet();
        for file in files::chosen(event) {
            let number = sheet.next_key.get();
            sheet.next_key.set(number + 1);
            let key = ["moi-", &number.to_string()].concat();
            let is_full = self.photo_count() >= self.most_photos();
            let stage = if is_full {
                PhotoStage::Failed(PhotoProblem::TooMany)
            } else {
                sheet.files.borrow_mut().push_back((key.clone(), file));
                PhotoStage::Preparing
            };
            self.unstored.update(|unstored| {
                unstored.push(Unstored {
                    key,
                    stage,
                    hash: None,
                })
            });
        }
        if sheet.shrinking.begin() {
            spawn_local(self.shrink_all());
        }
    }

    /// Those that were given up do not count.
    fn photo_count(self) -> usize {
        let items = self.photo_items();
        items
            .iter()
            .filter(|item| !matches!(item.stage, PhotoStage::Failed(_)))
            .count()
    }

    fn most_photos(self) -> usize {
        let sheet = self.sheet();
        let field = sheet.photo_field().and_then(|code| sheet.form.field(code));
        field
            .and_then(|field| field.max_len)
            .map_or(MOST, |most| most as usize)
    }

    async fn shrink_all(self) {
        let sheet = self.sheet();
        loop {
            let next = sheet.files.borrow_mut().pop_front();
            let Some((key, file)) = next else { break };
            if let Err(problem) = self.add_one(&key, &file).await {
                self.set_stage(&key, PhotoStage::Failed(problem));
            }
        }
        sheet.shrinking.end();
    }

    async fn add_one(self, key: &str, file: &File) -> Result<(), PhotoProblem> {
        let picture = shrink(file).await.map_err(|reason| match reason {
            NoPicture::UnknownFormat => PhotoProblem::UnknownFormat,
            NoPicture::Unreadable => PhotoProblem::Unreadable,
        })?;
        let (Some(whole), Some(thumb)) = (
            hash::sha256(&picture.bytes).await,
            hash::sha256(&picture.thumb).await,
        ) else {
            return Err(PhotoProblem::NotStored);
        };
        let is_new = self
            .photo_values()
            .iter()
            .all(|item| hash_of(item) != Some(whole));
        let is_wanted = self
            .unstored
            .read_untracked()
            .iter()
            .any(|item| item.key == key);
        if !is_new || !is_wanted {
            self.forget(key);
            return Ok(());
        }
        self.put_photo(key, picture, whole, thumb);
        self.flush().await;
        Ok(())
    }

    /// Into the answer, and among the bytes of the next write.
    fn put_photo(self, key: &str, picture: Picture, whole: BlobHash, thumb: BlobHash) {
        let sheet = self.sheet();
        let Some(code) = sheet.photo_field() else {
            return;
        };
        let mut photos = self.photo_values();
        photos.push(photo_value(&picture, whole, thumb));
        if let Some(url) = ObjectUrl::of_bytes(&picture.thumb, MIME) {
            sheet.urls.borrow_mut().insert(whole.to_string(), url);
        }
        let blob = |hash, bytes, is_thumbnail| NewBlob {
            hash,
            mime: MIME.to_owned(),
            bytes,
            is_thumbnail,
        };
        sheet.blobs.borrow_mut().extend([
            blob(whole, picture.bytes, false),
            blob(thumb, picture.thumb, true),
        ]);
        self.unstored.update(|unstored| {
            if let Some(item) = unstored.iter_mut().find(|item| item.key == key) {
                item.hash = Some(whole);
            }
        });
        self.set(code, Value::List(photos));
    }

    pub(super) fn photos_stored(self, blobs: &[NewBlob]) {
        self.unstored
            .update(|unstored| unstored.retain(|item| !is_among(item, blobs)));
    }

    /// Out of the answer again; the tiles say why.
    pub(super) fn photos_not_stored(self, blobs: &[NewBlob], error: &StoreError) {
        let problem = match error {
            StoreError::QuotaExceeded => PhotoProblem::StorageFull,
            _ => PhotoProblem::NotStored,
        };
        self.unstored.update(|unstored| {
            for item in unstored.iter_mut().filter(|item| is_among(item, blobs)) {
                item.stage = PhotoStage::Failed(problem.clone());
                item.hash = None;
            }
        });
        let is_gone = |item: &Value| blobs.iter().any(|blob| Some(blob.hash) == hash_of(item));
        self.keep_photos(|item| !is_gone(item));
    }

    pub(super) fn drop_photo(self, key: &str) {
        if let Ok(hash) = key.parse::<BlobHash>() {
            self.keep_photos(|item| hash_of(item) != Some(hash));
            return;
        }
        self.sheet()
            .files
            .borrow_mut()
            .retain(|(waiting, _)| waiting != key);
        let unstored = self.unstored.get_untracked();
        self.forget(key);
        // Being written at this moment.
        if let Some(hash) = unstored
            .iter()
            .find(|item| item.key == key)
            .and_then(|item| item.hash)
        {
            self.keep_photos(|item| hash_of(item) != Some(hash));
        }
    }

    fn keep_photos(self, is_kept: impl Fn(&Value) -> bool) {
        let sheet = self.sheet();
        if let Some(code) = sheet.photo_field() {
            let mut photos = self.photo_values();
            photos.retain(is_kept);
            self.set(code, Value::List(photos));
        }
    }

    fn forget(self, key: &str) {
        self.unstored
            .update(|unstored| unstored.retain(|item| item.key != key));
    }

    fn set_stage(self, key: &str, stage: PhotoStage) {
        self.unstored.update(|unstored| {
            if let Some(item) = unstored.iter_mut().find(|item| item.key == key) {
                item.stage = stage;
            }
        });
    }

    pub(super) fn photo_values(self) -> Vec<Value> {
        let sheet = self.sheet();
        let fields = self.fields().get_untracked();
        sheet
            .photo_field()
            .and_then(|code| fields.get(code))
            .map_or_else(Vec::new, |photos| photos.items().to_vec())
    }
}
