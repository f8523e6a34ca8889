//! Runs rounds: one at a time in this page, and one at a time among all tabs of the browser.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::ids::Epoch;
use nhatky_sync::driver::run_round;
use nhatky_sync::engine::{Engine, Failure, Notice};
use nhatky_sync::protocol::PullReply;
use nhatky_sync::remote::RemoteError;
use nhatky_sync::store::Base as _;

use super::{Sync, Trouble, meter, photos};
use crate::platform::clock::BrowserEnvironment;
use crate::platform::remote::RemoteHttp;
use crate::platform::timer::Timer;
use crate::platform::{clock, lock, network, page};
use crate::state::core::words;
use crate::state::records::Parts;
use crate::state::store::{self, Db};
use crate::text;

/// After a save the next one may follow at once.
const AFTER_SAVE_MS: i64 = 2_000;
/// Without news for so long, a round is slow.
const SLOW_MS: i64 = 10_000;
const CLOCK_NEWS_MS: i64 = 60_000;

#[derive(Debug)]
pub(super) struct Runner {
    /// Away while a round runs.
    engine: RefCell<Option<Engine>>,
    remote: RemoteHttp,
    /// Something happened during a round that the round may have missed.
    again: Cell<bool>,
    /// The person did not want to wait for the round any longer.
    anew: Cell<bool>,
    next: RefCell<Option<Timer>>,
    patience: RefCell<Option<Timer>>,
}

impl Runner {
    pub(super) fn new(engine: Engine, remote: RemoteHttp) -> Self {
        Self {
            engine: RefCell::new(Some(engine)),
            remote,
            again: Cell::new(false),
            anew: Cell::new(false),
            next: RefCell::new(None),
            patience: RefCell::new(None),
        }
    }

    fn schedule(&self, sync: Sync, delay_ms: i64) {
        let timer = Timer::after(delay_ms, move || trigger(sync, false));
        self.next.replace(Some(timer));
    }
}

pub(super) fn trigger_soon(sync: Sync) {
    sync.runner
        .with_value(|runner| runner.schedule(sync, AFTER_SAVE_MS));
}

pub(super) fn trigger(sync: Sync, is_manual: bool) {
    if !page::may_be_online() {
        return;
    }
    let engine = sync.runner.with_value(|runner| {
        let engine = runner.engine.take();
        if engine.is_none() {
            runner.again.set(true);
            if is_manual && sync.facts.is_slow.get_untracked() {
                runner.anew.set(true);
                network::give_up_waiting();
            }
        }
        engine
    });
    if let Some(engine) = engine {
        spawn_local(run(sync, engine, is_manual));
    }
}

/// A connection to the store that died in the background is replaced before anything is written.
pub(super) fn check_store_then_trigger(sync: Sync) {
    spawn_local(async move {
        match store::probe(&sync.facts.core.db()).await {
            Ok(()) => trigger(sync, false),
            Err(error) => sync.facts.trouble.set(Some(Trouble {
                failure: Failure::Store(error),
                next_try_ms: clock::now_ms(),
            })),
        }
    });
}

/// Something has moved.
fn take_heart(sync: Sync) {
    let is_slow = sync.facts.is_slow;
    is_slow.set(false);
    let timer = Timer::after(SLOW_MS, move || is_slow.set(true));
    sync.runner
        .with_value(|runner| runner.patience.replace(Some(timer)));
}

async fn run(sync: Sync, mut engine: Engine, mut is_manual: bool) {
    let name = ["sync:", &sync.facts.core.session.person().to_string()].concat();
    let runner = sync.runner.get_value();
    let Some(_held) = lock::try_hold(&name).await else {
        // Another tab syncs; it is asked to look once more.
        sync.facts.core.say(words::SYNC);
        runner.engine.replace(Some(engine));
        return;
    };
    sync.facts.is_running.set(true);
    let db = sync.facts.core.db();
    let wake_at_ms = loop {
        runner.again.set(false);
        runner.next.take();
        take_heart(sync);
        sync.facts.began_with.set(sync.waiting().get_untracked());
        let choice = sync.photo_sending.get_untracked();
        engine.allow_photos(photos::are_allowed(choice, is_manual));
        let mut tell = |notice| hear(sync, &db, notice);
        let began_ms = clock::now_ms();
        let wake_at_ms = run_round(
            &mut engine,
            &*db,
            &runner.remote,
            &BrowserEnvironment,
            &mut tell,
        )
        .await;
        let moved_bytes = runner.remote.take_moved_bytes();
        sync.used_bytes.set(meter::add(moved_bytes));
        note_round(sync, wake_at_ms, moved_bytes, clock::now_ms() - began_ms);
        let is_anew = runner.anew.take();
        is_manual |= is_anew;
        if !is_anew && (wake_at_ms.is_some() || !runner.again.get()) {
            break wake_at_ms;
        }
    };
    runner.engine.replace(Some(engine));
    runner.patience.take();
    sync.facts.is_slow.set(false);
    sync.facts.records.set_in_flight(Vec::new());
    sync.facts.is_running.set(false);
    if let Some(at_ms) = wake_at_ms {
        runner.schedule(sync, at_ms - clock::now_ms());
    }
}

/// A round that is to be tried again was broken off.
fn note_round(sync: Sync, wake_at_ms: Option<i64>, moved_bytes: u64, took_ms: i64) {
    let trouble = sync.facts.trouble.get_untracked();
    let failure = trouble.as_ref().filter(|_| wake_at_ms.is_some());
    let size = text::size::size(moved_bytes);
    let failure = failure.map(|trouble| &trouble.failure);
    let log = sync.facts.core.log;
    log.note(text::diagnostics::round(failure, &size, took_ms));
    log.keep();
}

/// A clock that goes on as it did is no news.
fn clock_told(sync: Sync, offset_ms: i64) {
    let session = sync.facts.core.session;
    let before_ms = session.offset_ms().get_untracked().unwrap_or(0);
    if (offset_ms - before_ms).abs() > CLOCK_NEWS_MS {
        let log = sync.facts.core.log;
        log.note(text::diagnostics::clock_moved(offset_ms));
    }
    session.set_offset(offset_ms);
}

fn hear(sync: Sync, db: &std::rc::Rc<Db>, notice: Notice) {
    take_heart(sync);
    match notice {
        Notice::Pushing(ids) => sync.facts.records.set_in_flight(ids),
        Notice::Settled { .. } => changed(sync, Parts::WORK, words::WORK),
        Notice::Sending { .. } => changed(sync, Parts::TRANSFERS, words::WORK),
        Notice::PageStored { records } => {
            if !records.is_empty() {
                changed(sync, Parts::ALL, words::BASE);
            }
            look_around(sync);
        }
        Notice::ClockOffset(offset_ms) => clock_told(sync, offset_ms),
        Notice::Finished { at_ms } => {
            sync.facts.trouble.set(None);
            sync.last_sync_ms.set(Some(at_ms));
            look_around(sync);
        }
        Notice::Failed { error, next_try_ms } => {
            if error == Failure::Remote(RemoteError::Revoked) {
                spawn_local(clear_pulled(sync, db.clone()));
            }
            sync.facts.trouble.set(Some(Trouble {
                failure: error,
                next_try_ms,
            }));
        }
    }
}

fn changed(sync: Sync, parts: Parts, word: &str) {
    sync.facts.records.refresh(parts);
    sync.facts.core.say(word);
}

/// Account or catalogue may be new; both are named in the rows.
fn look_around(sync: Sync) {
    spawn_local(async move {
        if sync.facts.core.session.reload(&sync.facts.core.db()).await {
            changed(sync, Parts::ALL, words::BASE);
        }
    });
}

/// A revoked install keeps the person's own work and nothing else.
async fn clear_pulled(sync: Sync, db: std::rc::Rc<Db>) {
    let cleared = async {
        let cursors = db.cursors().await?;
        db.apply_page(&cursors, &nothing()).await
    };
    // What could not be cleared now is cleared when the server says it again.
    if cleared.await.is_ok() {
        changed(sync, Parts::ALL, words::BASE);
    }
}

/// What the server would say to who may read nothing.
fn nothing() -> PullReply {
    PullReply {
        epoch: Epoch::from_time(0, [0; 10]),
        now: 0,
        scopes: Vec::new(),
        changes: Vec::new(),
        records: Vec::new(),
        cursors: Default::default(),
        more: false,
        account: None,
        catalogue: String::new(),
        newest: None,
    }
}
