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

use std::panic::{AssertUnwindSafe, catch_unwind};

use nhatky_domain::ids::{InstallId, PersonId};
use nhatky_sync::protocol::Outcome;

pub use self::again::retry_quarantined;
pub use self::incoming::Incoming;
use self::judge::Judge;
pub(crate) use self::photos::{is_proven, recount, references};
pub(crate) use self::publish::publish;
pub(crate) use self::scopes::{of_person, of_unit};
use self::sheet::Sheet;
use crate::app::App;
use crate::store::{Counters as _, Result, Store, StoreError, Transaction, retried};

/// Who sends, and through what.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    pub person: PersonId,
    pub install: InstallId,
}

/// What the install said of itself: its build, and how much it still owes.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'a> {
    pub app: &'a str,
    pub pending: u32,
}

/// What a push came to.
#[derive(Debug, Default)]
pub struct Applied {
    /// One for each mutation, in their order.
    pub outcomes: Vec<Outcome>,
    /// Numbers that the install must have used and never sent.
    pub gaps: Vec<u64>,
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
    let mut all = Applied::default();
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
    }
    Ok(all)
}

/// One transaction.
async fn attempt<S: Store>(app: &App<S>, batch: Batch<'_>) -> Result<Applied> {
    let mut tx = app.store.write().await?;
    tx.lock_counters().await?;
    let directory = app.directory.current(&mut tx).await?;
    let judge = Judge::new(&directory, app.clock.now());
    let mut sheet = Sheet::default();
    sheet
        .load(&mut tx, batch.sender.person, batch.mutations)
        .await?;
    let mut applied = Applied::default();
    for mutation in batch.mutations {
        let outcome = judge_one(&judge, &mut sheet, batch, mutation);
        applied.outcomes.push(outcome);
    }
    again::free_waiting(&judge, &mut sheet, &mut tx).await?;
    sheet.save(&mut tx, &directory, judge.now).await?;
    if let Some(contact) = batch.contact {
        applied.gaps = note_contact(&mut tx, batch.sender.install, contact, app.now()).await?;
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

async fn note_contact<T: Transaction>(
    tx: &mut T,
    id: InstallId,
    contact: Contact<'_>,
    now: i64,
) -> Result<Vec<u64>> {
    let Some(install) = tx.install(id).await? else {
        return Ok(Vec::new());
    };
    let seqs = tx.seqs_above(id, install.seen_through).await?;
    let (through, gaps) = gaps::find(install.seen_through, &seqs);
    let said = (contact.app, i64::from(contact.pending), through);
    tx.note_contact(id, now, said).await?;
    Ok(gaps)
}
