//! The rules of each operation. Who may do what is decided by `domain`; here it is asked.

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::form::Form;
use nhatky_domain::holding::{Holding, standing};
use nhatky_domain::ids::{RecordId, StateCode};
use nhatky_domain::record::{Fields, Record, put};
use nhatky_domain::validate::{self, Context};
use nhatky_domain::workflow::{self, Command, Refusal, Standing};
use nhatky_sync::merge::{self, Joined};
use nhatky_sync::protocol::{CommandBody, CreateBody, Outcome, PatchBody, Status};

use super::judge::{Case, Judge, Stop};
use super::sheet::Sheet;
use crate::store::{ConflictRow, FactRow, RecordRow, VersionRow};

/// How far ahead a day may lie.
const DAYS_AHEAD: i32 = 366;

/// The holding under which it was made. It must have been held on the day it was made by the
/// corrected device clock, or be held today: a wrong clock shuts nobody out.
pub(super) fn holding(judge: &Judge<'_>, sheet: &Sheet, case: Case<'_>) -> Result<Holding, Stop> {
    let mutation = case.mutation;
    let made_on = Timestamp(mutation.at.saturating_sub(mutation.off.unwrap_or(0))).vn_date();
    let holdings = sheet.holdings(case.sender.person);
    let Some(holding) = holdings.iter().find(|held| held.id == mutation.holding) else {
        return Err(Stop::rejected("not_allowed"));
    };
    if holding.is_held_on(made_on) || holding.is_held_on(judge.today) {
        Ok(holding.clone())
    } else {
        Err(Stop::rejected("holding_ended"))
    }
}

/// `record.create@1`
pub(super) fn create(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    holding: Holding,
    body: &CreateBody,
) -> Result<Outcome, Stop> {
    let mutation = case.mutation;
    if sheet.record(mutation.record).is_some() {
        return Err(Stop::rejected("record_exists"));
    }
    let tree = &judge.directory.tree;
    if tree.get(body.unit).is_none() {
        return Err(Stop::rejected("unknown_unit"));
    }
    if !holding.may_log_for(body.unit, tree) {
        return Err(Stop::rejected("not_allowed"));
    }
    let catalogue = &judge.directory.catalogue;
    let form = catalogue
        .form_version(&body.form, body.form_version)
        .ok_or(Stop::Quarantined("unknown_form"))?;
    let who = Standing {
        is_author: true,
        reviews: false,
    };
    let state = workflow::next(form.workflow, None, Command::Submit, who).map_err(refusal)?;
    let mut fields = Fields::new();
    for (code, value) in &body.fields {
        put(&mut fields, code.clone(), value.clone());
    }
    let row = RecordRow {
        record: Record {
            id: mutation.record,
            form: body.form.clone(),
            form_version: body.form_version,
            unit: body.unit,
            author: case.sender.person,
            fields,
            state,
            rev: 0,
        },
        device_at: mutation.at,
        device_off: mutation.off,
        received_at: judge.now,
        photos_have: 0,
        photos_total: 0,
        complete_at: None,
        note: None,
    };
    check_fields(judge, form, &row.record)?;
    Ok(store(judge, sheet, case, row, Status::Applied))
}

/// `record.patch@1`
pub(super) fn patch(
    judge: &Judge<'_>,
    sheet: &mut Sheet,
    case: Case<'_>,
    body: &PatchBody,
) -> Result<Outcome, Stop> {
    let mut row = existing(sheet, case.mutation.record)?;
    let form = form_of(judge, &row.record)?;
    row.record.state = step(judge, sheet, case, &row.record, Command::Edit)?;
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
    body: &CommandBody,
) -> Result<Outcome, Stop> {
    let mut row = existing(sheet, case.mutation.record)?;
    let is_decision = matches!(
        body.command,
        Command::Confirm | Command::Return | Command::Merge
    );
    let state = step(judge, sheet, case, &row.record, body.command)?;
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

/// What the record adds to totals: nothing once it is cancelled or merged into another.
pub(super) fn facts(form: Option<&Form>, row: &RecordRow) -> FactRow {
    let record = &row.record;
    let form = form.filter(|_| workflow::counts(&record.state));
    FactRow {
        record: record.id,
        unit: record.unit,
        day: form
            .and_then(|form| form.day_of(&record.fields))
            .unwrap_or_else(|| Timestamp(row.received_at).vn_date()),
        facts: form.map_or_else(Vec::new, |form| form.facts(&record.fields)),
    }
}

fn existing(sheet: &Sheet, id: RecordId) -> Result<RecordRow, Stop> {
    sheet.record(id).cloned().ok_or(Stop::Held {
        code: "no_record",
        on: None,
    })
}

fn form_of<'a>(judge: &Judge<'a>, record: &Record) -> Result<&'a Form, Stop> {
    judge
        .directory
        .catalogue
        .form_version(&record.form, record.form_version)
        .ok_or(Stop::Quarantined("unknown_form"))
}

/// The state after a command of this sender.
fn step(
    judge: &Judge<'_>,
    sheet: &Sheet,
    case: Case<'_>,
    record: &Record,
    command: Command,
) -> Result<StateCode, Stop> {
    let who = standing(
        case.sender.person,
        sheet.holdings(case.sender.person),
        record.author,
        record.unit,
        &judge.directory.tree,
        judge.today,
    );
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

/// Later days are slips, or come from a device clock that is years ahead.
fn latest_day(judge: &Judge<'_>) -> Date {
    judge.today.plus_days(DAYS_AHEAD)
}

fn check_fields(judge: &Judge<'_>, form: &Form, record: &Record) -> Result<(), Stop> {
    let members = judge.directory.tree.get(record.unit);
    let context = Context {
        indicators: &judge.directory.catalogue.indicators,
        members: members.map_or(0, |unit| unit.members),
    };
    let mut fields: Vec<_> = validate::check(form, &record.fields, context)
        .into_iter()
        .filter(|issue| issue.problem.is_malformed())
        .map(|issue| issue.field)
        .collect();
    if form
        .day_of(&record.fields)
        .is_some_and(|day| day > latest_day(judge))
    {
        fields.push(form.date_field.clone());
    }
    fields.dedup();
    if fields.is_empty() {
        return Ok(());
    }
    Err(Stop::Rejected {
        code: "invalid",
        fields,
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
