//! The photos of a draft as tiles, and as they stand in the answer.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::BlobHash;
use nhatky_domain::value::Value;
use nhatky_sync::store::Blobs as _;

use super::{OpenDraft, PhotoItem, PhotoStage};
use crate::platform::object_url::ObjectUrl;
use crate::platform::picture::{MIME, Picture};

impl OpenDraft {
    /// Stored ones in their order, then those on their way and those that failed.
    pub(super) fn photo_items(self) -> Vec<PhotoItem> {
        self.fields().track();
        self.addresses.track();
        let unstored = self.unstored.get();
        let sheet = self.sheet();
        let urls = sheet.urls.borrow();
        let url_of = |hash: Option<BlobHash>| {
            let url = urls.get(&hash?.to_string())?;
            Some(url.as_str().to_owned())
        };
        let photos = self.photo_values();
        let stored = photos.iter().filter_map(|item| {
            let hash = hash_of(item)?;
            let is_stored = unstored.iter().all(|item| item.hash != Some(hash));
            let size_bytes = item.get("size").and_then(Value::as_int).unwrap_or(0);
            is_stored.then(|| PhotoItem {
                key: hash.to_string(),
                url: url_of(Some(hash)),
                stage: PhotoStage::Stored {
                    size_bytes: u64::try_from(size_bytes).unwrap_or(0),
                },
            })
        });
        let coming = unstored.iter().map(|item| PhotoItem {
            key: item.key.clone(),
            url: url_of(item.hash),
            stage: item.stage.clone(),
        });
        stored.chain(coming).collect()
    }

    /// Makes addresses for the thumbnails that have none: those of an earlier start of the app.
    pub(super) fn load_thumbnails(self) {
        let sheet = self.sheet();
        for item in self.photo_values() {
            let (Some(hash), Some(thumb)) = (hash_of(&item), hash_in(&item, "thumb")) else {
                continue;
            };
            if sheet.urls.borrow().contains_key(&hash.to_string()) {
                continue;
            }
            let sheet = Rc::clone(&sheet);
            spawn_local(async move {
                let bytes = self.core().db().blob(thumb).await.ok().flatten();
                if let Some(url) = bytes.and_then(|bytes| ObjectUrl::of_bytes(&bytes, MIME)) {
                    sheet.urls.borrow_mut().insert(hash.to_string(), url);
                    self.addresses.update(|count| *count += 1);
                }
            });
        }
    }
}

pub(super) fn photo_value(picture: &Picture, whole: BlobHash, thumb: BlobHash) -> Value {
    let int = |number: usize| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let entries = [
        ("sha", Value::Text(whole.to_string())),
        ("size", int(picture.bytes.len())),
        ("w", Value::Int(picture.width.into())),
        ("h", Value::Int(picture.height.into())),
        ("thumb", Value::Text(thumb.to_string())),
        ("thumb_size", int(picture.thumb.len())),
    ];
    Value::map(entries.map(|(key, value)| (key.to_owned(), value)))
}

pub(super) fn hash_of(item: &Value) -> Option<BlobHash> {
    hash_in(item, "sha")
}

fn hash_in(item: &Value, key: &str) -> Option<BlobHash> {
    item.get(key)?.as_text()?.parse().ok()
}
