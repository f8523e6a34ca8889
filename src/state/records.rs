//! Records as the person sees them: the last pulled state with the phone's own work on top.

pub(crate) mod row;
pub(crate) mod view;
pub(crate) mod where_is;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::ids::{BlobHash, RecordId};

pub(crate) use self::row::RecordRow;
pub(crate) use self::view::{Clash, RecordView, ViewPhoto, Way};
pub(crate) use self::where_is::WhereIs;
use super::Loaded;

/// Newest day first. Cheap to clone.
pub(crate) type Rows = Arc<[Arc<RecordRow>]>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Records {
    rows: RwSignal<Loaded<Rows>>,
}

pub(crate) fn use_records() -> Records {
    expect_context()
}

impl Records {
    /// Everything that the person may read, drafts aside. One's own are `is_mine`.
    pub(crate) fn rows(self) -> Signal<Loaded<Rows>> {
        self.rows.into()
    }

    /// The rows that hold every word of `query`, diacritics aside, those that agree in diacritics
    /// first; all rows for a blank query.
    pub(crate) fn find(self, query: &str) -> Rows {
        todo!()
    }

    /// One record, kept up to date.
    pub(crate) fn open(self, id: RecordId) -> Signal<Loaded<Arc<RecordView>>> {
        todo!()
    }

    /// The address of a photo or thumbnail for an `<img>`: from this phone, else from the server.
    /// None while it is read; freed with the reactive owner that asked.
    pub(crate) fn photo_url(self, hash: BlobHash) -> Signal<Option<String>> {
        todo!()
    }
}
