//! Mutations become records: the one place where they do.
//!
//! ```text
//! push ─► load everything it names ─► judge each, in order, in memory ─► what waited for them
//!                                                                                  │
//!        outcomes ◄─ commit ◄─ receipts · records · versions · facts · changes ◄───┘
//! ```
//!
//! Judging touches no database and cannot half happen; all writes of a push go out together at
//! the end. Should the tables refuse them, each mutation is tried in a transaction of its own, and
//! the one to blame is quarantined: a bad mutation never stops the others.
//!
//! > A receipt is written in the transaction that changes the record. Sending twice finds it.

mod again;
mod checks;
mod gaps;
mod incoming;
mod judge;
mod photos;
mod publish;
mod rules;
mod scopes;
mod sheet;
mod upcast;

use std::panic::{AssertUnwindSafe, catch_unwind};

use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::{Epoch, InstallId, PersonId};
use nhatky_sync::protocol::{Newest, Outcome};

pub use self::again::{retry_held, retry_quarantined};
pub use self::incoming::{Incoming, Unread};
use self::judge::Judge;
pub(crate) use self::photos::{is_proven, recount, references};
pub(crate) use self::publish::publish;
pub(crate) use self::scopes::{of_person, of_unit};
use self::sheet::Sheet;
use crate::app::App;
use crate::epoch;
use crate::store::{
    ContactNote, Counters as _, EpochReason, InstallRow, Installs as _, Result, Store, StoreError,
    Transaction, retried,
};

/// Who sends, and through what.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    pub person: PersonId,
    pub install: InstallId,
}

/// What the install said of itself: its build, how much it still owes, this push included, and what
/// it was told.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'a> {
    pub app: &'a str,
    pub pending: u32,
    /// The epoch that it last heard of.
    pub epoch: Option<Epoch>,
    /// The highest of its numbers that it was told had settled in that epoch.
    pub acknowledged: i64,
    /// The newest mutation that it was told of in that epoch.
    pub newest: Option<Newest>,
}

impl Contact<'_> {
    /// Whether it was told in this epoch of a higher number than the install has brought.
    fn is_ahead(self, install: &InstallRow, epoch: Epoch) -> bool {
        self.epoch == Some(epoch) && self.acknowledged > install.highest_seq
    }
}

/// What a push came to.
#[derive(Debug)]
pub struct Applied {
    pub epoch: Epoch,
    /// One for each mutation, in their order.
    pub outcomes: Vec<Outcome>,
    /// Numbers that the install must have used and never sent.
    pub gaps: Vec<u64>,
    /// Other mutations had come under these numbers: there are two copies of the install.
    pub is_forked: bool,
}

/// What one transaction works on.
#[derive(Debug, Clone, Copy)]
struct Batch<'a> {
    sender: Sender,
    mutations: &'a [Incoming],
    contact: Option<Contact<'a>>,
    /// Every mutation is quarantined for this, unread.
    fault: Option<&'static str>,
}

/// Quarantined because the program has a fault, to be tried again by a better one.
const SERVER_FAULT: &str = "server_fault";

/// Applies a push. Whatever is wrong with a mutation is an outcome, never an error.
///
/// # Errors
/// The store fails as a whole; nothing was stored then.
pub async fn push<S: Store>(
    app: &App<S>,
    sender: Sender,
    contact: Contact<'_>,
    mutations: &[Incoming],
) -> Result<Applied> {
    let batch = Batch {
        sender,
        mutations,
        contact: Some(contact),
        fault: None,
    };
    match retried(|| attempt(app, batch)).await {
        Err(StoreError::Constraint(error)) => {
            tracing::error!(%error, "a push broke a rule of the tables: applying one by one");
            one_by_one(app, batch).await
        }
        applied => applied,
    }
}

async fn one_by_one<S: Store>(app: &App<S>, batch: Batch<'_>) -> Result<Applied> {
    let nothing = Batch {
        mutations: &[],
        ..batch
    };
    let mut all = retried(|| attempt(app, nothing)).await?;
    for mutations in batch.mutations.chunks(1) {
        let single = Batch { mutations, ..batch };
        let applied = match retried(|| attempt(app, single)).await {
            Err(StoreError::Constraint(_)) => {
                let faulty = Batch {
                    fault: Some(SERVER_FAULT),
                    ..single
                };
                retried(|| attempt(app, faulty)).await?
            }
            applied => applied?,
        };
        all.outcomes.extend(applied.outcomes);
        all.gaps = applied.gaps;
        all.is_forked |= applied.is_forked;
    }
    Ok(all)
}

/// One transaction.
async fn attempt<S: Store>(app: &App<S>, batch: Batch<'_>) -> Result<Applied> {
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    let install = tx.install(batch.sender.install).await?;
    let epoch = epoch_of(&mut tx, batch, install.as_ref(), app.now()).await?;
    let directory = app.directory.current(&mut tx).await?;
    let founded_at = Timestamp(app.organisation.founded_at);
    let judge = Judge::new(&directory, app.clock.now(), founded_at);
    let mut sheet = Sheet::default();
    sheet
        .load(&mut tx, batch.sender.person, batch.mutations)
        .await?;
    let mut applied = Applied {
        epoch,
        outcomes: Vec::with_capacity(batch.mutations.len()),
        gaps: Vec::new(),
        is_forked: batch.contact.is_some() && is_forked(&mut tx, batch).await?,
    };
    for mutation in batch.mutations {
        let outcome = judge_one(&judge, &mut sheet, batch, mutation);
        applied.outcomes.push(outcome);
    }
    if batch.fault.is_none() {
        again::free_waiting(&judge, &mut sheet, &mut tx).await?;
    }
    sheet.save(&mut tx, &directory, judge.now).await?;
    if let (Some(contact), Some(install)) = (batch.contact, install) {
        let outcomes = applied.outcomes.iter();
        let settled = outcomes.filter(|outcome| outcome.effective().settles());
        let contact = Contact {
            pending: contact.pending.saturating_sub(settled.count() as u32),
            ..contact
        };
        // Still ahead, because it may not begin an epoch yet: what it brings meanwhile must not
        // hide what is missing.
        let brought = match contact.is_ahead(&install, epoch) {
            true => &[],
            false => batch.mutations,
        };
        applied.gaps = note_contact(&mut tx, &install, contact, brought, judge.now).await?;
    }
    tx.commit().await?;
    Ok(applied)
}

/// A panic in the rules concerns the one mutation that met it.
fn judge_one(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    batch: Batch<'_>,
    mutation: &Incoming,
) -> Outcome {
    if let Some(code) = batch.fault {
        return judge.quarantine(sheet, batch.sender, mutation, code);
    }
    let verdict = catch_unwind(AssertUnwindSafe(|| {
        judge.judge(sheet, batch.sender, mutation)
    }));
    verdict.unwrap_or_else(|_| {
        tracing::error!(mutation = %mutation.id, "the rules panicked");
        judge.quarantine(sheet, batch.sender, mutation, SERVER_FAULT)
    })
}

/// The epoch in force: a new one if the install was told of more than is known here.
async fn epoch_of<T: Transaction>(
    tx: &mut T,
    batch: Batch<'_>,
    install: Option<&InstallRow>,
    now: i64,
) -> Result<Epoch> {
    let current = epoch::current(tx).await?;
    let (Some(contact), Some(install)) = (batch.contact, install) else {
        return Ok(current);
    };
    if contact.epoch != Some(current) {
        return Ok(current);
    }
    if contact.is_ahead(install, current) || epoch::knows_of_lost(tx, contact.newest).await? {
        epoch::begin_because_of(tx, EpochReason::ReceiptsAhead, install.id, now).await
    } else {
        Ok(current)
    }
}

async fn is_forked<T: Transaction>(tx: &mut T, batch: Batch<'_>) -> Result<bool> {
    let numbered = || batch.mutations.iter().filter(|mutation| mutation.seq > 0);
    let seqs: Vec<_> = numbered().map(|mutation| mutation.seq).collect();
    let known = tx.mutations_at(batch.sender.install, &seqs).await?;
    Ok(numbered().any(|mutation| {
        let mut known = known.iter();
        known.any(|(seq, id)| *seq == mutation.seq && *id != mutation.id)
    }))
}

/// How many numbers of an install never came though later ones did.
pub(crate) async fn missing<T: Transaction>(tx: &mut T, install: &InstallRow) -> Result<usize> {
    let seqs = tx.seqs_above(install.id, install.seen_through).await?;
    Ok(gaps::find(install.seen_through, &seqs).1.len())
}

/// `brought` raises the install's highest number; the gaps are of all that it ever sent.
async fn note_contact<T: Transaction>(
    tx: &mut T,
    install: &InstallRow,
    contact: Contact<'_>,
    brought: &[Incoming],
    now: i64,
) -> Result<Vec<u64>> {
    let seqs = tx.seqs_above(install.id, install.seen_through).await?;
    let (seen_through, gaps) = gaps::find(install.seen_through, &seqs);
    let brought = brought.iter().map(|mutation| mutation.seq);
    let note = ContactNote {
        app: contact.app,
        pending: i64::from(contact.pending),
        seen_through,
        highest_seq: brought.fold(install.highest_seq, i64::max),
    };
    tx.note_contact(install.id, now, note).await?;
    Ok(gaps)
}
