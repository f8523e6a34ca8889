//! The phone's side of syncing, without I/O: `step(event) → effects`.
//!
//! ```text
//! trigger ─► load outbox ─► push ─► settle ─┐ (until nothing is left to send)
//!               ▲                           │
//!    signed out │ greet, sign in            ▼
//!  another past │ keep all, offer again     │
//!               └──────────────────  read cursors ─► pull ─► store page ─┐ (until no more)
//!                                                                        ▼
//!    idle ◄─ pull once more if a blob got through ◄─ announce, chunks ◄─ list transfers
//!      ▲                                                                 │ nothing is left
//!      └─────────────── once a day: are photos still there? ◄────────────┘
//! ```
//!
//! Each step has at most one request or store call under way, so a cut anywhere leaves a state
//! from which the next round goes on. What became of a mutation is decided by outcomes alone:
//! no error of a whole request ever settles or drops one.

mod asking;
mod backoff;
mod blobs;
mod epoch;
mod forgetting;
mod fork;
mod intercepted;
mod messages;
mod pull;
mod push;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use nhatky_domain::ids::{BlobHash, Epoch, MutationId, RecordId};

use self::backoff::Backoff;
use self::blobs::ChunkSize;
use self::intercepted::Doubt;
pub use self::intercepted::INTERCEPTED;
pub use self::messages::{Effect, Event, Failure, Known, Moment, Notice};
use self::push::BatchSize;
use crate::protocol::{AnnounceBlob, Hello};
use crate::remote::RemoteError;
use crate::store::{OutboxRow, StoreError, Transfer};

#[derive(Debug)]
enum Phase {
    Idle,
    LoadingOutbox,
    Greeting,
    SigningIn,
    Pushing(Vec<OutboxRow>),
    Settling,
    BeginningEpoch(Epoch),
    Renewing,
    LoadingCursors,
    Pulling(BTreeMap<String, i64>),
    StoringPage(PageRest),
    FetchingCatalogue(PageRest),
    ListingTransfers,
    Announcing(Transfer),
    Sending(Transfer),
    SavingTransfer(Transfer),
    LoadingConfirmed,
    Asking(BlobHash, std::vec::IntoIter<AnnounceBlob>),
}

/// What is still to be done for a page.
#[derive(Debug)]
struct PageRest {
    more: bool,
    records: Vec<RecordId>,
    catalogue: Option<String>,
}

/// The engine of one install. One round at a time.
#[derive(Debug)]
pub struct Engine {
    known: Known,
    phase: Phase,
    /// Whether photos may be sent now; text always may.
    photos_allowed: bool,
    backoff: Backoff,
    /// The server's time as it last told it. Never reckoned on by the device's clock, which may
    /// jump ten years in the middle of a round.
    server_time_ms: i64,
    /// Server time at which this engine last asked for what is old to be forgotten.
    forgot_at_ms: Option<i64>,
    /// Server time at which it last asked whether photos are still there.
    asked_at_ms: Option<i64>,
    batch: BatchSize,
    chunk: ChunkSize,
    doubt: Doubt,
    /// This round: what was sent, whether a sign-in was tried, whether a blob was confirmed.
    sent: HashSet<MutationId>,
    signed_in: bool,
    blob_confirmed: bool,
    /// Why the server takes nothing in this round. What can be read is read all the same.
    put_off: Option<RemoteError>,
    /// Whether this round has begun an epoch.
    epoch_begun: bool,
    /// Whether the server has found a copy of this install, and whether this round has dealt with
    /// it.
    is_forked: bool,
    renewed: bool,
    /// Blobs that failed in this round and wait for the next, and why bytes could not be read.
    skipped: HashSet<BlobHash>,
    unread: Option<StoreError>,
}

impl Engine {
    #[must_use]
    pub fn new(known: Known) -> Self {
        Self {
            known,
            phase: Phase::Idle,
            photos_allowed: true,
            backoff: Backoff::default(),
            server_time_ms: 0,
            forgot_at_ms: None,
            asked_at_ms: None,
            batch: BatchSize::default(),
            chunk: ChunkSize::default(),
            doubt: Doubt::default(),
            sent: HashSet::new(),
            signed_in: false,
            blob_confirmed: false,
            put_off: None,
            epoch_begun: false,
            is_forked: false,
            renewed: false,
            skipped: HashSet::new(),
            unread: None,
        }
    }

    /// The person's choice on sending photos, as it stands at this moment.
    pub fn allow_photos(&mut self, allowed: bool) {
        self.photos_allowed = allowed;
    }

    /// One step. An event that does not fit the phase (a late answer after a broken-off round)
    /// changes nothing.
    pub fn step(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        match (std::mem::replace(&mut self.phase, Phase::Idle), event) {
            (_, Event::Trigger) => self.start(),
            (Phase::LoadingOutbox, Event::Outbox(rows)) => match rows {
                Ok(rows) => self.push_next(rows),
                Err(error) => self.fail(Failure::Store(error), moment),
            },
            (Phase::Greeting, Event::Greeted(hello)) => match hello {
                Ok(hello) => self.sign(hello, moment),
                Err(error) => self.fail(Failure::Remote(error), moment),
            },
            (Phase::SigningIn, Event::SignedIn(answer)) => match answer {
                Ok(_) => self.load_outbox(),
                Err(error) => self.fail(Failure::Remote(error), moment),
            },
            (Phase::Pushing(rows), Event::Pushed(answer)) => match answer {
                Ok(reply) => self.settle(&rows, reply, moment),
                Err(RemoteError::TooLarge) if self.batch.shrink(&rows) => {
                    self.load_outbox_again(&rows)
                }
                Err(RemoteError::Intercepted) => self.intercepted(&rows, moment),
                Err(error @ (RemoteError::ReadOnly { .. } | RemoteError::NoRoom { .. })) => {
                    self.put_off = Some(error);
                    self.load_cursors()
                }
                Err(error) => self.remote_failed(error, moment),
            },
            (Phase::Settling, Event::Settled(stored)) => match stored {
                Ok(()) => self.after_settling(),
                Err(error) => self.fail(Failure::Store(error), moment),
            },
            (Phase::BeginningEpoch(epoch), Event::EpochBegun(stored)) => match stored {
                Ok(()) => self.epoch_begun(epoch),
                Err(error) => self.fail(Failure::Store(error), moment),
            },
            (Phase::Renewing, Event::InstallRenewed(answer)) => {
                self.install_renewed(answer, moment)
            }
            (phase, event) => self.step_down(phase, event, moment),
        }
    }

    /// The second half of a round: pulling and blobs.
    fn step_down(&mut self, phase: Phase, event: Event, moment: Moment) -> Vec<Effect> {
        match (phase, event) {
            (Phase::LoadingCursors, Event::Cursors(cursors)) => match cursors {
                Ok(cursors) => self.pull(cursors),
                Err(error) => self.fail(Failure::Store(error), moment),
            },
            (Phase::Pulling(expected), Event::Pulled(answer)) => match answer {
                Ok(reply) => self.store_page(expected, reply, moment),
                Err(error) => self.remote_failed(error, moment),
            },
            (Phase::StoringPage(rest), Event::PageStored(stored)) => match stored {
                Ok(()) => self.page_stored(rest),
                Err(StoreError::CursorMoved) => self.load_cursors(),
                Err(error) => self.fail(Failure::Store(error), moment),
            },
            (Phase::FetchingCatalogue(rest), Event::CatalogueStored(answer)) => match answer {
                Ok(()) => self.catalogue_stored(rest),
                Err(error) => self.remote_failed(error, moment),
            },
            (phase, event) => self.step_blobs(phase, event, moment),
        }
    }

    fn start(&mut self) -> Vec<Effect> {
        self.sent.clear();
        self.skipped.clear();
        self.doubt.begin_round();
        self.unread = None;
        self.signed_in = false;
        self.blob_confirmed = false;
        self.put_off = None;
        self.epoch_begun = false;
        self.is_forked = false;
        self.renewed = false;
        self.load_outbox()
    }

    fn sign(&mut self, hello: Hello, moment: Moment) -> Vec<Effect> {
        self.phase = Phase::SigningIn;
        vec![
            self.clock_told(hello.now, moment),
            Effect::SignIn { nonce: hello.nonce },
        ]
    }

    fn clock_told(&mut self, server_now_ms: i64, moment: Moment) -> Effect {
        self.server_time_ms = server_now_ms;
        Effect::Tell(Notice::ClockOffset(moment.now_ms - server_now_ms))
    }

    /// A session that has ended is opened again, once a round.
    fn remote_failed(&mut self, error: RemoteError, moment: Moment) -> Vec<Effect> {
        if error == RemoteError::SignedOut && !self.signed_in {
            self.signed_in = true;
            self.sent.clear();
            self.phase = Phase::Greeting;
            return vec![Effect::Greet];
        }
        self.fail(Failure::Remote(error), moment)
    }

    fn fail(&mut self, error: Failure, moment: Moment) -> Vec<Effect> {
        self.phase = Phase::Idle;
        let least_ms = match &error {
            Failure::Remote(
                RemoteError::Busy { retry_after_ms } | RemoteError::ReadOnly { retry_after_ms },
            ) => *retry_after_ms,
            _ => 0,
        };
        let next_try_ms = moment.now_ms + self.backoff.next_ms(moment.random).max(least_ms);
        vec![
            Effect::Tell(Notice::Failed { error, next_try_ms }),
            Effect::WakeAt(next_try_ms),
        ]
    }

    /// Everything else came through; this waits until the server has room or time again.
    fn finish_partly(&mut self, waits: RemoteError, moment: Moment) -> Vec<Effect> {
        let mut effects = vec![Effect::Tell(Notice::Finished {
            at_ms: moment.now_ms,
        })];
        effects.extend(self.fail(Failure::Remote(waits), moment));
        effects
    }

    fn finish(&mut self, moment: Moment) -> Vec<Effect> {
        if let Some(error) = self.put_off.take().or_else(|| self.left_out()) {
            return self.finish_partly(error, moment);
        }
        self.phase = Phase::Idle;
        self.backoff = Backoff::default();
        let mut effects = vec![Effect::Tell(Notice::Finished {
            at_ms: moment.now_ms,
        })];
        effects.extend(self.forget_old());
        effects
    }
}
