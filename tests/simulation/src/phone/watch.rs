//! The phone's clock, right or wrong, and its chance.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use nhatky_sync::remote::Environment;

use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct Watch {
    /// The true time, which only the world moves.
    time_ms: Rc<Cell<i64>>,
    ahead_ms: Cell<i64>,
    chance: RefCell<Chance>,
}

impl Watch {
    pub(crate) fn new(time_ms: Rc<Cell<i64>>, ahead_ms: i64, chance: Chance) -> Self {
        Self {
            time_ms,
            ahead_ms: Cell::new(ahead_ms),
            chance: RefCell::new(chance),
        }
    }

    pub(crate) fn set_ahead(&self, ahead_ms: i64) {
        self.ahead_ms.set(ahead_ms);
    }
}

impl Environment for Watch {
    fn now_ms(&self) -> i64 {
        self.time_ms.get() + self.ahead_ms.get()
    }

    fn random(&self) -> u32 {
        self.chance.borrow_mut().number() as u32
    }
}
