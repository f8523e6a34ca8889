//! Judges one mutation: known already? readable? in order? allowed? possible? sound?
//!
//! Pure: works on the sheet alone. Every path ends in an outcome, and every outcome but that of a
//! known mutation becomes a receipt.

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::MutationId;
use nhatky_sync::protocol::{Mutation, Op, Outcome, Status};

use super::sheet::Sheet;
use super::{Incoming, Sender, Unread, checks, rules};
use crate::directory::Snapshot;
use crate::store::ReceiptRow;

/// What judging depends on besides the sheet.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) directory: &'a Snapshot,
    pub(super) now: i64,
    pub(super) today: Date,
    /// The first day of which the organisation knows anything by itself.
    pub(super) founded: Date,
}

/// A readable mutation with who sends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) sender: Sender,
    pub(super) mutation: &'a Mutation,
}

/// Why a mutation is not applied.
#[derive(Debug)]
pub(super) enum Stop {
    Rejected {
        code: &'static str,
        fields: Vec<nhatky_domain::ids::FieldCode>,
    },
    Held {
        code: &'static str,
        on: Option<MutationId>,
    },
    Quarantined(&'static str),
}

impl Stop {
    pub(super) fn rejected(code: &'static str) -> Self {
        Self::Rejected {
            code,
            fields: Vec::new(),
        }
    }

    /// For something that is not another mutation.
    pub(super) fn held(code: &'static str) -> Self {
        Self::Held { code, on: None }
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(directory: &'a Snapshot, now: Timestamp, founded_at: Timestamp) -> Self {
        Self {
            directory,
            now: now.0,
            today: now.vn_date(),
            founded: founded_at.vn_date(),
        }
    }

    /// Whether it was held on any day since the organisation was founded.
    pub(super) fn may_have_been_held(&self, holding: &Holding) -> bool {
        holding.from <= self.today && holding.until.is_none_or(|until| self.founded <= until)
    }

    /// The outcome; changes the sheet accordingly.
    pub(super) fn judge(&self, sheet: &mut Sheet, sender: Sender, incoming: &Incoming) -> Outcome {
        if let Some(known) = sheet.receipt(incoming.id) {
            if known.person != sender.person {
                // Somebody else's id. Their receipt stays, so this one cannot have its own.
                return refused(incoming.id, "not_allowed");
            }
            if known.outcome.status.settles() {
                return duplicate(known);
            }
        }
        let verdict = match &incoming.content {
            Err(Unread::Held(code)) => Err(Stop::held(code)),
            Err(Unread::Quarantined(code)) => Err(Stop::Quarantined(code)),
            Ok((mutation, op)) => self.try_op(sheet, Case { sender, mutation }, op),
        };
        let outcome = verdict.unwrap_or_else(|stop| stopped(incoming.id, stop));
        self.note(sheet, sender, incoming, outcome)
    }

    /// Keeps the mutation without reading it.
    pub(super) fn quarantine(
        &self,
        sheet: &mut Sheet,
        sender: Sender,
        incoming: &Incoming,
        code: &'static str,
    ) -> Outcome {
        let outcome = stopped(incoming.id, Stop::Quarantined(code));
        self.note(sheet, sender, incoming, outcome)
    }

    fn try_op(&self, sheet: &mut Sheet, case: Case<'_>, op: &Op) -> Result<Outcome, Stop> {
        in_order(sheet, case.mutation)?;
        let holding = checks::holding(self, sheet, case)?;
        match op {
            Op::Create(create) => rules::create(self, sheet, case, &holding, create),
            Op::Patch(patch) => rules::patch(self, sheet, case, &holding, patch),
            Op::Command(command) => rules::command(self, sheet, case, &holding, command),
        }
    }

    fn note(
        &self,
        sheet: &mut Sheet,
        sender: Sender,
        incoming: &Incoming,
        mut outcome: Outcome,
    ) -> Outcome {
        outcome.received_at = Some(self.now);
        if outcome.status == Status::Quarantined && sheet.receipt(outcome.id).is_none() {
            tracing::warn!(mutation = %outcome.id, code = outcome.code, "quarantined");
        }
        sheet.put_receipt(ReceiptRow {
            install: sender.install,
            person: sender.person,
            seq: incoming.seq,
            record: incoming.record,
            op: incoming.op.clone(),
            outcome: outcome.clone(),
            received_at: self.now,
            body: incoming.body.clone(),
        });
        outcome
    }
}

/// Everything that it depends on must have gone well before.
fn in_order(sheet: &Sheet, mutation: &Mutation) -> Result<(), Stop> {
    let went_well = |id: &&MutationId| {
        sheet.receipt(**id).is_some_and(|receipt| {
            matches!(
                receipt.outcome.status,
                Status::Applied | Status::Merged | Status::Conflict
            )
        })
    };
    match mutation.deps.iter().find(|id| !went_well(id)) {
        None => Ok(()),
        Some(dep) => Err(Stop::Held {
            code: "waits",
            on: Some(*dep),
        }),
    }
}

fn stopped(id: MutationId, stop: Stop) -> Outcome {
    let (status, code, fields, on) = match stop {
        Stop::Rejected { code, fields } => (Status::Rejected, code, fields, None),
        Stop::Held { code, on } => (Status::Held, code, Vec::new(), on),
        Stop::Quarantined(code) => (Status::Quarantined, code, Vec::new(), None),
    };
    Outcome {
        code: Some(code.to_owned()),
        fields,
        on,
        ..Outcome::bare(id, status)
    }
}

fn refused(id: MutationId, code: &'static str) -> Outcome {
    stopped(id, Stop::rejected(code))
}

fn duplicate(known: &ReceiptRow) -> Outcome {
    Outcome {
        status: Status::Duplicate,
        of: Some(known.outcome.status),
        received_at: Some(known.received_at),
        ..known.outcome.clone()
    }
}
