//! Waiting until a piece of work that runs by itself has come to rest.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

#[derive(Debug, Default)]
pub(super) struct Busy {
    is_busy: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Busy {
    /// False if it is busy already.
    pub(super) fn begin(&self) -> bool {
        !self.is_busy.replace(true)
    }

    pub(super) fn end(&self) {
        self.is_busy.set(false);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    pub(super) async fn rest(&self) {
        poll_fn(|context| {
            if !self.is_busy.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
