//! What of this phone's work the server did not take, or keeps waiting; and the answers with all of
//! it put on them again, for another try. Pure.

use nhatky_domain::form::Form;
use nhatky_domain::ids::FieldCode;
use nhatky_domain::record::{Fields, put};
use nhatky_domain::validate::merges_as_set;
use nhatky_domain::value::Value;
use nhatky_sync::merge;
use nhatky_sync::protocol::{Op, RecordBody, Status};
use nhatky_sync::store::{OutboxRow, Settlement, Transfer, WorkState};

use super::where_is::is_stuck;

/// One mutation or photo, until it is answered or given up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    /// What `Records::dismiss` takes.
    pub(crate) id: String,
    pub(super) status: Status,
    pub(crate) code: String,
    /// The answers that the server named.
    pub(crate) fields: Vec<FieldCode>,
    /// None for a photo, and for what this build cannot read.
    op: Option<Op>,
    is_photo: bool,
    /// Held for a record that the server refused: it will never come into force.
    is_in_vain: bool,
    /// The record's revision when it was judged.
    rev: Option<u32>,
}

/// What was to be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    Record,
    /// New answers.
    Change(Fields),
    /// A step of the workflow: taking it back.
    Step,
    Photo,
    Unread,
}

impl Problem {
    pub(crate) fn what(&self) -> What {
        match &self.op {
            Some(Op::Create(_)) => What::Record,
            Some(Op::Patch(patch)) => {
                let entries = patch.fields.iter();
                What::Change(
                    entries
                        .map(|(code, change)| (code.clone(), change.to.clone()))
                        .collect(),
                )
            }
            Some(Op::Command(_)) => What::Step,
            None if self.is_photo => What::Photo,
            None => What::Unread,
        }
    }

    pub(crate) fn is_conflict(&self) -> bool {
        self.status == Status::Conflict
    }

    /// The server keeps it to try it again by itself.
    pub(crate) fn is_kept_by_server(&self) -> bool {
        matches!(self.status, Status::Quarantined | Status::Held) && !self.is_in_vain
    }

    /// What is kept by the server to be tried again cannot be given up here: it may come into
    /// force at any time.
    pub(crate) fn can_be_given_up(&self) -> bool {
        !self.is_kept_by_server()
    }

    pub(crate) fn is_photo(&self) -> bool {
        self.is_photo
    }

    /// Another mutation may do better.
    pub(crate) fn can_be_put_right(&self) -> bool {
        let is_command = matches!(self.op, Some(Op::Command(_)));
        !is_command && !self.is_kept_by_server()
    }
}

/// `is_refused` as [`is_refused`] has it, of a record that is on this phone only.
pub(super) fn problems(
    work: &[&OutboxRow],
    transfers: &[&Transfer],
    is_refused: bool,
    now_ms: i64,
) -> Vec<Problem> {
    let is_in_vain = |row: &OutboxRow| is_refused && row.state.status == Some(Status::Held);
    let of_work = work
        .iter()
        .filter(|row| is_problem(row, now_ms) || is_in_vain(row))
        .map(|row| Problem {
            id: row.mutation.id.to_string(),
            status: row.state.status.unwrap_or(Status::Unknown),
            code: row.state.code.clone().unwrap_or_default(),
            fields: row.state.fields.clone(),
            op: row.mutation.read_op().ok(),
            is_photo: false,
            is_in_vain: is_in_vain(row),
            rev: row.state.rev,
        });
    let of_photos = transfers.iter().filter_map(|transfer| {
        Some(Problem {
            id: transfer.hash.to_string(),
            status: Status::Rejected,
            code: transfer.refused.clone()?,
            fields: Vec::new(),
            op: None,
            is_photo: true,
            is_in_vain: false,
            rev: None,
        })
    });
    of_work.chain(of_photos).collect()
}

/// Whether the record was refused as a whole, as far as this phone's own work tells.
pub(super) fn is_refused(work: &[&OutboxRow]) -> bool {
    let is_refused = |row: &&OutboxRow| {
        let is_create = matches!(row.mutation.read_op(), Ok(Op::Create(_)));
        is_create && row.state.status == Some(Status::Rejected)
    };
    work.iter().any(is_refused) && !work.iter().any(|row| row.state.is_applied())
}

fn is_problem(row: &OutboxRow, now_ms: i64) -> bool {
    match row.state.status {
        Some(Status::Rejected | Status::Conflict | Status::Quarantined) => true,
        Some(Status::Held) => is_stuck(row, now_ms),
        _ => false,
    }
}

/// Of what the person lets go, the part that still waits: without this it would be sent for ever.
pub(super) fn given_up(waiting: &[OutboxRow], ids: &[String], now_ms: i64) -> Vec<Settlement> {
    let is_meant = |row: &&OutboxRow| {
        row.state.status == Some(Status::Held) && ids.contains(&row.mutation.id.to_string())
    };
    let settlement = |row: &OutboxRow| Settlement {
        id: row.mutation.id,
        is_retained: false,
        state: WorkState {
            status: Some(Status::Rejected),
            code: Some("given_up".to_owned()),
            settled_at_ms: Some(now_ms),
            ..row.state.clone()
        },
    };
    waiting.iter().filter(is_meant).map(settlement).collect()
}

/// `fields` with every refused change made on them, and without the photos that are refused.
/// `has_all` if they show all of this phone's work already, in the order in which it was done.
pub(super) fn corrected(
    form: Option<&Form>,
    mut fields: Fields,
    problems: &[Problem],
    has_all: bool,
) -> Fields {
    for problem in problems {
        match &problem.op {
            Some(Op::Create(create)) if !has_all => fields.extend(create.fields.clone()),
            Some(Op::Patch(patch)) if !has_all => {
                let joined = merge::patch(form, &mut fields, patch);
                for clash in joined.clashed {
                    put(&mut fields, clash.field, clash.incoming);
                }
            }
            _ if problem.is_photo => leave_out(&mut fields, &problem.id),
            _ => {}
        }
    }
    fields
}

fn leave_out(fields: &mut Fields, hash: &str) {
    let is_it = |item: &Value| {
        ["sha", "thumb"]
            .iter()
            .any(|key| item.get(key).and_then(Value::as_text) == Some(hash))
    };
    for value in fields.values_mut() {
        if let Value::List(items) = value {
            items.retain(|item| !is_it(item));
        }
    }
}

/// Both values of a field that two people, or two phones, changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clash {
    pub(crate) field: FieldCode,
    pub(crate) mine: Value,
    pub(crate) in_force: Value,
}

/// Against what was pulled. None before the revision that clashed has been. The later of one's own
/// answers to a field wins.
pub(super) fn clashes(
    form: Option<&Form>,
    body: Option<&RecordBody>,
    problems: &[Problem],
) -> Option<Vec<Clash>> {
    let mut found = Fields::new();
    for problem in problems.iter().filter(|problem| problem.is_conflict()) {
        if problem.rev > body.map(|body| body.rev) {
            return None;
        }
        let Some(Op::Patch(patch)) = &problem.op else {
            continue;
        };
        for code in &problem.fields {
            let is_set = form
                .and_then(|form| form.field(code))
                .is_some_and(merges_as_set);
            if let (false, Some(change)) = (is_set, patch.fields.get(code)) {
                found.insert(code.clone(), change.to.clone());
            }
        }
    }
    let clash = |(field, mine): (FieldCode, Value)| {
        let in_force = body?.fields.get(&field).cloned().unwrap_or_default();
        (in_force != mine).then_some(Clash {
            field,
            mine,
            in_force,
        })
    };
    Some(found.into_iter().filter_map(clash).collect())
}

#[cfg(test)]
mod tests;
