//! The phone's store as a browser keeps it: strict writes are on disk when they return, relaxed
//! ones only when a strict one follows. A crash loses the newest relaxed ones, in order.

mod reading;
mod salvage;
mod writing;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use nhatky_domain::ids::{BlobHash, MutationId, RecordId};
use nhatky_sync::store::memory::MemoryStore;

use crate::chance::Chance;
use crate::mail::Seen;
use crate::planted::Planted;
use crate::poll::pause;

/// Relaxed writes that a browser has not flushed yet: at most these.
const LONGEST_TAIL: usize = 8;

#[derive(Debug)]
pub(crate) struct Disk {
    rows: RefCell<Rc<MemoryStore>>,
    /// States before each relaxed write since the last strict one.
    tail: RefCell<Vec<MemoryStore>>,
    /// Calls until the app has to wait for its turn.
    fuel: Cell<u32>,
    planted: Option<Planted>,
    /// What the page being stored may show.
    seen: RefCell<Option<Seen>>,
    /// The past to which the stored cursors belong.
    lineage: Cell<u32>,
    complaints: RefCell<Vec<String>>,
    /// Bytes that a planted bug has let go of.
    freed: RefCell<BTreeSet<BlobHash>>,
}

impl Disk {
    pub(crate) fn new(planted: Option<Planted>) -> Self {
        Self::with(MemoryStore::new(), planted)
    }

    fn with(rows: MemoryStore, planted: Option<Planted>) -> Self {
        Self {
            rows: RefCell::new(Rc::new(rows)),
            tail: RefCell::default(),
            fuel: Cell::new(0),
            planted,
            seen: RefCell::default(),
            lineage: Cell::new(0),
            complaints: RefCell::default(),
            freed: RefCell::default(),
        }
    }

    /// What a copied browser profile holds.
    pub(crate) fn cloned(&self) -> Self {
        let copy = Self::with((*self.now()).clone(), self.planted);
        copy.lineage.set(self.lineage.get());
        copy
    }

    /// Everything as the app would read it at this moment.
    pub(crate) fn now(&self) -> Rc<MemoryStore> {
        Rc::clone(&self.rows.borrow())
    }

    /// Lets the app make this many calls.
    pub(crate) fn refuel(&self, calls: u32) {
        self.fuel.set(calls);
    }

    /// The `nth` write from now finds no room; 0 for none.
    pub(crate) fn fill_up(&self, nth: u32) {
        self.now().fail_write(nth);
    }

    /// The phone dies. Half of the times nothing was waiting to be flushed.
    pub(crate) fn crash(&self, chance: &mut Chance) -> usize {
        let tail = self.tail.take();
        let lost = if chance.one_in(2) {
            0
        } else {
            chance.below(tail.len() + 1)
        };
        let kept = tail.len() - lost;
        if let Some(rows) = tail.into_iter().nth(kept) {
            self.rows.replace(Rc::new(rows));
        }
        self.now().fail_write(0);
        lost
    }

    /// The answer of a pull is about to be stored.
    pub(crate) fn expect(&self, seen: Seen) {
        self.seen.replace(Some(seen));
    }

    pub(crate) fn take_complaints(&self) -> Vec<String> {
        self.complaints.take()
    }

    async fn turn(&self) {
        if self.fuel.get() == 0 {
            pause().await;
        }
        self.fuel.set(self.fuel.get().saturating_sub(1));
    }

    fn has(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    /// Before a relaxed write.
    fn note_relaxed(&self) {
        let mut tail = self.tail.borrow_mut();
        if tail.len() == LONGEST_TAIL {
            tail.remove(0);
        }
        tail.push((*self.now()).clone());
    }

    /// After a strict write.
    fn flush(&self) {
        self.tail.borrow_mut().clear();
    }

    fn complain(&self, what: String) {
        self.complaints.borrow_mut().push(what);
    }

    /// A page was stored: is everything on this phone its person's to read, and did the cursors
    /// move on?
    fn check_page(
        &self,
        before: &BTreeMap<String, i64>,
        after: &BTreeMap<String, i64>,
        base: &[RecordId],
        is_last: bool,
    ) {
        let Some(seen) = self.seen.take() else {
            return;
        };
        if is_last {
            let is_told = |id: &&RecordId| !seen.lost.contains(id);
            let hidden = base.iter().filter(|id| seen.hidden.contains(id));
            for record in hidden.filter(is_told) {
                self.complain(format!("holds {record}, which its person may not read"));
            }
        }
        if self.lineage.replace(seen.lineage) == seen.lineage {
            for (scope, cursor) in after {
                if before.get(scope).is_some_and(|before| before > cursor) {
                    self.complain(format!("the cursor of {scope} went back to {cursor}"));
                }
            }
        }
    }

    fn drop_rows(&self, lost: &[MutationId]) {
        writing::drop_rows(&self.now(), lost);
    }

    /// A planted bug: the refused request takes its mutations with it.
    pub(crate) fn request_was_refused(&self, sent: &[MutationId]) {
        if self.has(Planted::DroppedOnRefusal) {
            self.drop_rows(sent);
        }
    }
}
