//! What the parts of the state share: one person's store and session, and word to other tabs.

use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::channel::Channel;
use crate::platform::clock;
use crate::state::log::Log;
use crate::state::session::Session;
use crate::state::store::Db;

/// What is said between tabs: that something stored has changed.
pub(crate) mod words {
    pub(crate) const WORK: &str = "work";
    pub(crate) const BASE: &str = "base";
    pub(crate) const DRAFTS: &str = "drafts";
    /// Whoever runs the syncing, run it again.
    pub(crate) const SYNC: &str = "sync";
}

/// Lives as long as the page: another person means another page load.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Core {
    pub(crate) session: Session,
    pub(crate) log: Log,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

#[derive(Debug)]
struct Inner {
    db: Rc<Db>,
    channel: Channel,
}

impl Core {
    pub(crate) fn new(
        session: Session,
        log: Log,
        db: Rc<Db>,
        on_word: impl FnMut(String) + 'static,
    ) -> Self {
        let name = ["nhatky:", &session.person().to_string()].concat();
        let channel = Channel::open(&name, on_word);
        Self {
            session,
            log,
            inner: StoredValue::new_local(Rc::new(Inner { db, channel })),
        }
    }

    pub(crate) fn db(self) -> Rc<Db> {
        self.inner.with_value(|inner| inner.db.clone())
    }

    pub(crate) fn say(self, word: &str) {
        self.inner.with_value(|inner| inner.channel.say(word));
    }

    /// For a new id: device time, unless it is known to be more than a day off, so that ids made
    /// about the same time lie together.
    pub(crate) fn id_time_ms(self) -> u64 {
        let offset_ms = self.session.offset_ms().get_untracked().unwrap_or(0);
        let correction_ms = if offset_ms.abs() > DAY_MS {
            offset_ms
        } else {
            0
        };
        u64::try_from(clock::now_ms() - correction_ms).unwrap_or(0)
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
