//! Photos of a draft as a screen shows them.

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
    /// Stays the same through all stages; for `OpenDraft::remove_photo`.
    pub(crate) key: String,
    /// Of the thumbnail, for an `<img>`.
    pub(crate) url: Option<String>,
    pub(crate) stage: PhotoStage,
}
