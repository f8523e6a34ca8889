//! Syncing as the screens see it, and what starts it: the start of the app, a save, coming back
//! to the screen, the network's return, the worker, «Đồng bộ ngay», and the engine's own timer.

pub(crate) mod connection;
mod meter;
mod photos;
pub(crate) mod queue;
mod runner;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use nhatky_sync::engine::{Engine, Failure, Known};

pub(crate) use self::connection::Connection;
use self::connection::Situation;
pub(crate) use self::photos::PhotoSending;
pub(crate) use self::queue::QueueItem;
use self::queue::queue_of;
use self::runner::Runner;
use super::core::Core;
use super::log::Log;
use super::records::{Records, WhereIs};
use crate::platform::remote::RemoteHttp;
use crate::platform::{agent, page, worker};

/// A round that was broken off.
#[derive(Debug, Clone, PartialEq)]
struct Trouble {
    failure: Failure,
    next_try_ms: i64,
}

/// What happens; everything that is shown is derived from it.
#[derive(Debug, Clone, Copy)]
struct Facts {
    core: Core,
    records: Records,
    is_online: RwSignal<bool>,
    is_running: RwSignal<bool>,
    /// A round runs and nothing has come of it for a while.
    is_slow: RwSignal<bool>,
    /// Records that waited when the round began.
    began_with: RwSignal<u32>,
    trouble: RwSignal<Option<Trouble>>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Sync {
    facts: Facts,
    last_sync_ms: RwSignal<Option<i64>>,
    photo_sending: RwSignal<PhotoSending>,
    used_bytes: RwSignal<u64>,
    waiting: Signal<u32>,
    attention: Signal<u32>,
    queue: Signal<Arc<[QueueItem]>>,
    connection: Signal<Connection>,
    runner: StoredValue<Rc<Runner>, LocalStorage>,
}

pub(crate) fn use_sync() -> Sync {
    expect_context()
}

impl Sync {
    pub(super) fn new(
        core: Core,
        records: Records,
        known: Known,
        remote: RemoteHttp,
        last_sync_ms: Option<i64>,
    ) -> Self {
        let runner = Runner::new(Engine::new(known), remote);
        let facts = Facts {
            core,
            records,
            is_online: RwSignal::new(page::may_be_online()),
            is_running: RwSignal::new(false),
            is_slow: RwSignal::new(false),
            began_with: RwSignal::new(0),
            trouble: RwSignal::new(None),
        };
        let waiting = facts.count(WhereIs::is_waiting);
        Self {
            facts,
            waiting,
            attention: facts.count(WhereIs::needs_attention),
            queue: facts.queue(),
            connection: facts.connection(waiting),
            last_sync_ms: RwSignal::new(last_sync_ms),
            photo_sending: RwSignal::new(photos::chosen()),
            used_bytes: RwSignal::new(meter::used_this_month()),
            runner: StoredValue::new_local(Rc::new(runner)),
        }
    }

    /// The first round, and those that the browser's events ask for.
    pub(super) fn start(self) {
        self.trigger();
        page::on_visible(move || runner::check_store_then_trigger(self));
        page::on_network_change(move || {
            self.facts.is_online.set(page::may_be_online());
            self.trigger();
        });
        worker::on_wake(move || self.trigger());
    }

    /// What the connection bar has to say.
    pub(crate) fn connection(self) -> Signal<Connection> {
        self.connection
    }

    /// Device time of the last round that finished.
    pub(crate) fn last_sync_ms(self) -> Signal<Option<i64>> {
        self.last_sync_ms.into()
    }

    /// Records with something that the server has not confirmed, oldest first; those that need
    /// the person's attention before all others.
    pub(crate) fn queue(self) -> Signal<Arc<[QueueItem]>> {
        self.queue
    }

    /// «Chờ gửi (2)»: records, not mutations; what needs attention is not waiting.
    pub(crate) fn waiting(self) -> Signal<u32> {
        self.waiting
    }

    /// «Cần xử lý (1)»: records that will not simply arrive.
    pub(crate) fn attention(self) -> Signal<u32> {
        self.attention
    }

    /// «Đồng bộ ngay»; photos too, whatever was chosen. A round that runs is left to it, unless it
    /// is slow: then it begins anew.
    pub(crate) fn sync_now(self) {
        runner::trigger(self, true);
    }

    /// Soon after a save: several saves in a row go together.
    pub(super) fn trigger_soon(self) {
        runner::trigger_soon(self);
    }

    pub(super) fn trigger(self) {
        runner::trigger(self, false);
    }

    pub(crate) fn is_running(self) -> Signal<bool> {
        self.facts.is_running.into()
    }

    /// What happened lately.
    pub(crate) fn log(self) -> Log {
        self.facts.core.log
    }

    /// The server has not answered for a while: `sync_now` begins anew.
    pub(crate) fn is_slow(self) -> Signal<bool> {
        self.facts.is_slow.into()
    }

    pub(crate) fn photo_sending(self) -> Signal<PhotoSending> {
        self.photo_sending.into()
    }

    pub(crate) fn choose_photo_sending(self, choice: PhotoSending) {
        photos::choose(choice);
        self.photo_sending.set(choice);
        self.trigger();
    }

    /// Whether «khi có Wi-Fi» can be offered.
    pub(crate) fn knows_wifi(self) -> bool {
        agent::is_on_wifi().is_some()
    }

    /// Bytes sent and received this calendar month on this device, as far as the app can tell.
    pub(crate) fn used_this_month(self) -> Signal<u64> {
        self.used_bytes.into()
    }
}

impl Facts {
    fn connection(self, waiting: Signal<u32>) -> Signal<Connection> {
        let connection = Memo::new(move |_| {
            connection::connection(&Situation {
                is_online: self.is_online.get(),
                is_running: self.is_running.get(),
                is_slow: self.is_slow.get(),
                began_with: self.began_with.get(),
                waiting: waiting.get(),
                trouble: self
                    .trouble
                    .get()
                    .map(|trouble| (trouble.failure, trouble.next_try_ms)),
                offset_ms: self.core.session.offset_ms().get(),
            })
        });
        connection.into()
    }

    fn queue(self) -> Signal<Arc<[QueueItem]>> {
        let own = self.records.own();
        let queue = Memo::new(move |_| {
            let next_try_ms = self.trouble.get().map(|trouble| trouble.next_try_ms);
            queue_of(
                own.read().values(),
                next_try_ms.filter(|_| !self.is_running.get()),
            )
        });
        queue.into()
    }

    fn count(self, is_counted: fn(&WhereIs) -> bool) -> Signal<u32> {
        let own = self.records.own();
        let count = Memo::new(move |_| {
            let own = own.read();
            own.values()
                .filter(|own| is_counted(&own.row.place))
                .count() as u32
        });
        count.into()
    }
}
