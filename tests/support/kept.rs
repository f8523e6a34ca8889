//! What lies in the phone's IndexedDB, read behind the app's back.

use anyhow::Result;
use serde::Deserialize;

use crate::phone::Phone;

/// What is kept for the person who uses the app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Kept {
    pub drafts: usize,
    /// Mutations not yet settled.
    pub outbox: Vec<Work>,
    /// Mutations settled and retained.
    pub retained: Vec<Work>,
    pub blobs: Vec<Blob>,
    /// Records that were pulled.
    pub base: Vec<Pulled>,
    /// Titles of drafts of new records, blank where there is none yet.
    pub draft_titles: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pulled {
    pub id: String,
    pub rev: u32,
    pub state: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Work {
    pub id: String,
    pub record: String,
    /// What the server said to it last.
    #[serde(default)]
    pub status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Blob {
    /// The name under which it is kept.
    pub name: String,
    /// SHA-256 of the bytes that are there, as hexadecimal digits.
    pub sha256: String,
    pub size_bytes: u64,
    pub is_thumbnail: bool,
}

impl Kept {
    /// Reads it through the open page.
    ///
    /// # Errors
    /// The page has no such database.
    pub async fn on(phone: &Phone) -> Result<Self> {
        phone.run_async(include_str!("kept.js"), vec![]).await
    }

    /// Photos without their thumbnails, by hash.
    #[must_use]
    pub fn photos(&self) -> Vec<&Blob> {
        let mut photos: Vec<_> = self
            .blobs
            .iter()
            .filter(|blob| !blob.is_thumbnail)
            .collect();
        photos.sort_by(|one, other| one.sha256.cmp(&other.sha256));
        photos
    }
}
