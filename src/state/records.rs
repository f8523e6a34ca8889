//! Records as the person sees them: the last pulled state with the phone's own work on top.

mod ending;
mod own_work;
mod problem;
mod reading;
pub(crate) mod row;
mod search;
mod shelf;
pub(crate) mod view;
pub(crate) mod where_is;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::{BlobHash, MutationId, RecordId};
use nhatky_sync::store::{Blobs as _, StoreError};

use self::own_work::Around;
pub(crate) use self::own_work::OwnWork;
pub(crate) use self::problem::{Clash, Problem, What};
pub(crate) use self::reading::{last_of_form, read_view};
pub(crate) use self::row::RecordRow;
use self::search::Index;
use self::shelf::Shelf;
pub(crate) use self::view::{RecordView, ViewPhoto};
pub(crate) use self::where_is::WhereIs;
use super::Loaded;
use super::core::Core;
use crate::platform::picture::MIME;
use crate::platform::{clock, share};

/// Newest day first. Cheap to clone.
pub(crate) type Rows = Arc<[Arc<RecordRow>]>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Records {
    core: Core,
    rows: RwSignal<Loaded<Rows>>,
    own: RwSignal<Arc<BTreeMap<RecordId, OwnWork>>>,
    in_flight: RwSignal<HashSet<MutationId>>,
    /// Counts up with every change of what is stored; single records are read anew by it.
    changes: RwSignal<u32>,
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
}

#[derive(Debug, Default)]
struct Inner {
    /// None while it is being read.
    shelf: Option<Shelf>,
    /// What has changed since it was read.
    due: Parts,
    index: Index,
}

/// Parts of the store to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Parts {
    work: bool,
    transfers: bool,
    base: bool,
}

impl Parts {
    pub(crate) const TRANSFERS: Self = Self {
        work: false,
        transfers: true,
        base: false,
    };
    /// Handing in and settling change both.
    pub(crate) const WORK: Self = Self {
        work: true,
        transfers: true,
        base: false,
    };
    pub(crate) const ALL: Self = Self {
        work: true,
        transfers: true,
        base: true,
    };

    fn add(&mut self, more: Self) {
        self.work |= more.work;
        self.transfers |= more.transfers;
        self.base |= more.base;
    }
}

pub(crate) fn use_records() -> Records {
    expect_context()
}

impl Records {
    pub(super) fn new(core: Core) -> Self {
        let inner = Inner {
            shelf: Some(Shelf::default()),
            ..Inner::default()
        };
        let records = Self {
            core,
            rows: RwSignal::new(Loaded::Waiting),
            own: RwSignal::default(),
            in_flight: RwSignal::default(),
            changes: RwSignal::new(0),
            inner: StoredValue::new_local(Rc::new(RefCell::new(inner))),
        };
        records.refresh(Parts::ALL);
        records
    }

    /// Everything that the person may read, drafts aside. One's own are `is_mine`.
    pub(crate) fn rows(self) -> Signal<Loaded<Rows>> {
        self.rows.into()
    }

    /// Whether what is stored has been read. Before that, nothing can be said to be missing.
    pub(crate) fn are_read(self) -> Signal<bool> {
        let rows = self.rows;
        Memo::new(move |_| matches!(&*rows.read(), Loaded::Ready(_))).into()
    }

    /// The rows that hold every word of `query`, diacritics aside, those that agree in diacritics
    /// first; all rows for a blank query.
    pub(crate) fn find(self, query: &str) -> Rows {
        let Loaded::Ready(rows) = self.rows.get() else {
            return Rows::default();
        };
        self.inner
            .with_value(|inner| inner.borrow_mut().index.find(&rows, query))
    }

    /// What this phone has worked on, by record.
    pub(super) fn own(self) -> Signal<Arc<BTreeMap<RecordId, OwnWork>>> {
        self.own.into()
    }

    /// These are on their way; none when a round is over.
    pub(super) fn set_in_flight(self, ids: Vec<MutationId>) {
        self.in_flight.set(ids.into_iter().collect());
        self.rebuild();
    }

    /// One record, kept up to date.
    pub(crate) fn open(self, id: RecordId) -> Signal<Loaded<Arc<RecordView>>> {
        let view = RwSignal::new(Loaded::Waiting);
        Effect::new(move |_| {
            self.changes.track();
            spawn_local(async move {
                let read = match read_view(self, id).await {
                    Ok(Some(record)) => Loaded::Ready(Arc::new(record)),
                    Ok(None) => Loaded::Missing,
                    Err(error) => Loaded::Failed(error),
                };
                // Drawn anew only for news: something may be half chosen. Nothing to set once the
                // screen is gone.
                if view.try_with_untracked(|shown| *shown != read) == Some(true) {
                    let _ = view.try_set(read);
                }
            });
        });
        view.into()
    }

    /// The address of a photo or thumbnail for an `<img>`: from this phone, else from the server.
    /// None while it is read; freed with the reactive owner that asked.
    pub(crate) fn photo_url(self, hash: BlobHash) -> Signal<Option<String>> {
        reading::photo_url(self.core, hash)
    }

    /// Hands a record on to another app of the phone, with those of the photos that are here.
    pub(crate) fn share(self, text: String, photos: Vec<BlobHash>) {
        spawn_local(async move {
            let db = self.core.db();
            let mut pictures = Vec::new();
            for hash in photos {
                // One that cannot be read stays behind.
                pictures.extend(db.blob(hash).await.ok().flatten());
            }
            share::share(&text, &pictures, MIME);
        });
    }

    /// Something stored has changed. Reads it again; changes meanwhile are read afterwards.
    pub(super) fn refresh(self, parts: Parts) {
        let idle = self.inner.with_value(|inner| {
            let mut inner = inner.borrow_mut();
            inner.due.add(parts);
            inner.shelf.take()
        });
        if let Some(shelf) = idle {
            spawn_local(self.read(shelf));
        }
    }

    async fn read(self, mut shelf: Shelf) {
        let inner = self.inner.with_value(Rc::clone);
        let (mut unread, mut failed) = (Parts::default(), None);
        loop {
            let due = std::mem::take(&mut inner.borrow_mut().due);
            if due == Parts::default() {
                break;
            }
            if let Err(error) = self.read_parts(&mut shelf, due).await {
                unread.add(due);
                failed = Some(error);
            }
        }
        {
            let mut inner = inner.borrow_mut();
            inner.shelf = Some(shelf);
            // With the next change it is tried again; until then what is missing is not known.
            inner.due = unread;
        }
        match failed {
            Some(error) => self.rows.set(Loaded::Failed(error)),
            None => self.rebuild(),
        }
        self.changes.update(|changes| *changes += 1);
    }

    async fn read_parts(self, shelf: &mut Shelf, due: Parts) -> Result<(), StoreError> {
        let db = self.core.db();
        if due.work {
            shelf.read_work(&db).await?;
        }
        if due.transfers {
            shelf.read_transfers(&db).await?;
        }
        if due.base {
            shelf.read_base(&db, self.core.session.person()).await?;
        }
        if due.work || due.base {
            shelf.read_bodies(&db).await?;
        }
        Ok(())
    }

    /// Makes the rows anew of what was read. While it is being read that comes by itself.
    fn rebuild(self) {
        let inner = self.inner.with_value(Rc::clone);
        let made = self.around(|around| {
            let inner = inner.borrow();
            let is_whole = inner.due == Parts::default();
            let shelf = inner.shelf.as_ref().filter(|_| is_whole)?;
            let own = shelf.own(around);
            Some((shelf.rows(&own), own))
        });
        if let Some((rows, own)) = made {
            self.own.set(Arc::new(own));
            self.rows.set(Loaded::Ready(rows));
        }
    }

    fn around<T>(self, then: impl FnOnce(Around<'_>) -> T) -> T {
        let session = self.core.session;
        let (account, catalogue) = (
            session.account().get_untracked(),
            session.catalogue().get_untracked(),
        );
        then(Around {
            person: account.person,
            person_name: &account.name,
            catalogue: &catalogue,
            in_flight: &self.in_flight.read_untracked(),
            now_ms: clock::now_ms(),
        })
    }
}
