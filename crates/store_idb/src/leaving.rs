//! What a page that is left lets go of.
//!
//! A browser may not end such a page but freeze it, to bring it back with «back». WebKit freezes its
//! open transactions with it, and whoever opens the database next waits for them, for ever. A
//! transaction that still waits for answers when the page is left is therefore aborted: it has
//! written nothing, and should the page come back, its operation is done anew.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

use crate::dom;

thread_local! {
    static UNDECIDED: RefCell<Vec<IdbTransaction>> = const { RefCell::new(Vec::new()) };
    /// Set up with the page's first transaction; it stays as long as the page.
    static ON_LEAVING: Closure<dyn FnMut()> = listening();
}

/// A transaction that is neither committed nor over.
#[derive(Debug)]
pub(crate) struct Undecided(IdbTransaction);

impl Undecided {
    pub(crate) fn new(transaction: &IdbTransaction) -> Self {
        ON_LEAVING.with(|_| {});
        UNDECIDED.with_borrow_mut(|all| all.push(transaction.clone()));
        Self(transaction.clone())
    }
}

impl Drop for Undecided {
    fn drop(&mut self) {
        UNDECIDED.with_borrow_mut(|all| all.retain(|known| known != &self.0));
    }
}

fn listening() -> Closure<dyn FnMut()> {
    let abort_all = Closure::new(|| {
        for transaction in UNDECIDED.with_borrow(Clone::clone) {
            // Already over is just as well.
            let _ = transaction.abort();
        }
    });
    dom::add_event_listener("pagehide", abort_all.as_ref().unchecked_ref());
    abort_all
}
