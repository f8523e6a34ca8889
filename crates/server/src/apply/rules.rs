//! The rules of each operation. Who may do what is decided by `domain`; here it is asked.

use nhatky_domain::form::Form;
use nhatky_domain::holding::{Holding, standing};
use nhatky_domain::ids::{RecordId, StateCode};
use nhatky_domain::record::{Fields, Record, put};
use nhatky_domain::workflow::{self, Command, Refusal, Standing};
use nhatky_sync::merge::{self, Joined};
use nhatky_sync::protocol::{CommandBody, CreateBody, Outcome, PatchBody, Status};

use super::checks::check_fields;
use super::judge::{Case, Judge, Stop};
use super::sheet::Sheet;
use crate::store::{ConflictRow, RecordRow, VersionRow};

/// `record.create@1`
pub(super) fn create(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    holding: &Holding,
    body: &CreateBody,
) -> Result<Outcome, Stop> {
    if sheet.record(case.mutation.record).is_some() {
        return Err(Stop::rejected("record_exists"));
    }
    let tree = &judge.directory.tree;
    if tree.get(body.unit).is_none() {
        return Err(Stop::held("unknown_unit"));
    }
    if !holding.may_log_for(body.unit, tree) {
        return Err(Stop::rejected("not_allowed"));
    }
    let form = judge
        .directory
        .catalogue
        .form_version(&body.form, body.form_version)
        .ok_or(Stop::Quarantined("unknown_form"))?;
    let who = Standing {
        is_author: true,
        reviews: false,
    };
    let state = workflow::next(form.workflow, None, Command::Submit, who).map_err(refusal)?;
    let row = new_row(judge, case, body, state);
    check_fields(judge, form, &row.record)?;
    Ok(store(judge, sheet, case, row, Status::Applied))
}

/// As it is before its first revision.
fn new_row(judge: &Judge<'_>, case: Case<'_>, body: &CreateBody, state: StateCode) -> RecordRow {
    let mut fields = Fields::new();
    for (code, value) in &body.fields {
        put(&mut fields, code.clone(), value.clone());
    }
    RecordRow {
        record: Record {
            id: case.mutation.record,
            form: body.form.clone(),
            form_version: body.form_version,
            unit: body.unit,
            author: case.sender.person,
            fields,
            state,
            rev: 0,
        },
        device_at: case.mutation.at,
        device_off: case.mutation.off,
        received_at: judge.now,
        photos_have: 0,
        photos_total: 0,
        complete_at: None,
        note: None,
    }
}

/// `record.patch@1`
pub(super) fn patch(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    holding: &Holding,
    body: &PatchBody,
) -> Result<Outcome, Stop> {
    let mut row = existing(sheet, case.mutation.record)?;
    let form = form_of(judge, &row.record)?;
    row.record.state = step(judge, sheet, case, (holding, &row.record), Command::Edit)?;
    let joined = merge::patch(Some(form), &mut row.record.fields, body);
    if joined.changed {
        check_fields(judge, form, &row.record)?;
    }
    let status = match (joined.clashed.is_empty(), joined.joined.is_empty()) {
        (false, _) => Status::Conflict,
        (true, false) => Status::Merged,
        (true, true) => Status::Applied,
    };
    keep_clashes(judge, sheet, case, &joined);
    let touched = joined
        .joined
        .into_iter()
        .chain(joined.clashed.into_iter().map(|clash| clash.field));
    let outcome = if joined.changed {
        store(judge, sheet, case, row, status)
    } else {
        unchanged(case, &row, status)
    };
    Ok(Outcome {
        fields: touched.collect(),
        ..outcome
    })
}

/// `record.command@1`. A decision about a record must have seen its newest revision; its author
/// may take it back or hand it in again without, because the state says whether that makes sense.
pub(super) fn command(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    holding: &Holding,
    body: &CommandBody,
) -> Result<Outcome, Stop> {
    let mut row = existing(sheet, case.mutation.record)?;
    let is_decision = matches!(
        body.command,
        Command::Confirm | Command::Return | Command::Merge
    );
    let state = step(judge, sheet, case, (holding, &row.record), body.command)?;
    if is_decision && body.rev != row.record.rev {
        return Err(Stop::rejected("stale"));
    }
    if body.command == Command::Edit {
        return Err(Stop::rejected("not_possible"));
    }
    row.record.state = state;
    if matches!(body.command, Command::Return | Command::Cancel) {
        row.note = (!body.note.is_empty()).then(|| body.note.clone());
    }
    Ok(store(judge, sheet, case, row, Status::Applied))
}

fn existing(sheet: &Sheet, id: RecordId) -> Result<RecordRow, Stop> {
    sheet.record(id).cloned().ok_or(Stop::held("no_record"))
}

fn form_of<'a>(judge: &Judge<'a>, record: &Record) -> Result<&'a Form, Stop> {
    judge
        .directory
        .form_of(record)
        .ok_or(Stop::Quarantined("unknown_form"))
}

/// The state after a command of this sender. Besides what they hold today, the holding that it
/// was made under counts: it may have ended since.
fn step(
    judge: &Judge<'_>,
    sheet: &Sheet,
    case: Case<'_>,
    (holding, record): (&Holding, &Record),
    command: Command,
) -> Result<StateCode, Stop> {
    let tree = &judge.directory.tree;
    let mut who = standing(
        case.sender.person,
        sheet.holdings(case.sender.person),
        record.author,
        record.unit,
        tree,
        judge.today,
    );
    who.reviews |= holding.reviews(record.unit, tree);
    let workflow = form_of(judge, record)?.workflow;
    workflow::next(workflow, Some(&record.state), command, who).map_err(refusal)
}

fn refusal(refusal: Refusal) -> Stop {
    Stop::rejected(match refusal {
        Refusal::NotAllowed => "not_allowed",
        Refusal::AlreadyConfirmed => "already_confirmed",
        Refusal::Ended => "ended",
        Refusal::NotPossible => "not_possible",
    })
}

/// Puts the record's next revision on the sheet.
fn store(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    mut row: RecordRow,
    status: Status,
) -> Outcome {
    row.record.rev += 1;
    let outcome = unchanged(case, &row, status);
    let version = VersionRow {
        record: row.record.id,
        rev: row.record.rev,
        mutation: case.mutation.id,
        person: case.sender.person,
        install: case.sender.install,
        holding: case.mutation.holding,
        device_at: case.mutation.at,
        device_off: case.mutation.off,
        received_at: judge.now,
        state: row.record.state.0.clone(),
        fields: row.record.fields.clone(),
    };
    sheet.put_record(row, version);
    outcome
}

fn unchanged(case: Case<'_>, row: &RecordRow, status: Status) -> Outcome {
    Outcome {
        rev: Some(row.record.rev),
        ..Outcome::bare(case.mutation.id, status)
    }
}

fn keep_clashes(judge: &Judge<'_>, sheet: &mut Sheet, case: Case<'_>, joined: &Joined) {
    let rows = joined.clashed.iter().map(|clash| ConflictRow {
        mutation: case.mutation.id,
        record: case.mutation.record,
        field: clash.field.clone(),
        current: clash.current.clone(),
        incoming: clash.incoming.clone(),
        noted_at: judge.now,
    });
    sheet.put_conflicts(rows.collect());
}
