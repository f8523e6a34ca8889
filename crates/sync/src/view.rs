//! What the screen shows: the last pulled state with the phone's own work replayed on it.
//!
//! > Applying the outbox to the last pulled state gives exactly what the screen shows.

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::ids::{PersonId, RecordId, StateCode};
use nhatky_domain::record::{self, Record};
use nhatky_domain::workflow::{self, AWAITING, Command, Standing};

use crate::merge;
use crate::protocol::{CommandBody, CreateBody, Mutation, Op};

/// `base` with `work` on top, in the order it was done. None if the record was never made here
/// and never pulled. Work that this build cannot read is skipped: it is sent, not shown.
#[must_use]
pub fn replay<'a>(
    base: Option<Record>,
    work: impl IntoIterator<Item = &'a Mutation>,
    person: PersonId,
    catalogue: &Catalogue,
) -> Option<Record> {
    work.into_iter().fold(base, |record, mutation| {
        match (record, mutation.read_op()) {
            (None, Ok(Op::Create(create))) => Some(created(mutation.record, create, person)),
            (Some(record), Ok(Op::Patch(patch))) => {
                let mut record = record;
                for (code, change) in patch.fields {
                    record::put(&mut record.fields, code, change.to);
                }
                Some(record)
            }
            (Some(record), Ok(Op::Command(command))) => {
                Some(commanded(record, &command, person, catalogue))
            }
            (record, _) => record,
        }
    })
}

fn created(id: RecordId, create: CreateBody, person: PersonId) -> Record {
    Record {
        id,
        form: create.form,
        form_version: create.form_version,
        unit: create.unit,
        author: person,
        fields: create.fields,
        state: StateCode::from(AWAITING),
        rev: 0,
    }
}

/// The state the person expects; the server has the last word.
fn commanded(
    mut record: Record,
    command: &CommandBody,
    person: PersonId,
    catalogue: &Catalogue,
) -> Record {
    let who = Standing {
        is_author: record.author == person,
        reviews: record.author != person,
    };
    let workflow = catalogue
        .form_version(&record.form, record.form_version)
        .map(|form| form.workflow);
    let next = workflow
        .map(|workflow| workflow::next(workflow, Some(&record.state), command.command, who));
    if let Some(Ok(state)) = next {
        record.state = state;
    }
    record
}

/// The mutation that a filled form becomes: a new record, or the difference to the one shown.
/// None if nothing changed.
#[must_use]
pub fn compose(shown: Option<&Record>, create: CreateBody) -> Option<Op> {
    match shown {
        None => Some(Op::Create(create)),
        Some(record) => merge::difference(&record.fields, &create.fields).map(Op::Patch),
    }
}

/// The command that takes back a record, naming the revision the person looked at.
#[must_use]
pub fn cancel(record: &Record, note: &str) -> Op {
    Op::Command(CommandBody {
        command: Command::Cancel,
        rev: record.rev,
        note: note.to_owned(),
    })
}
