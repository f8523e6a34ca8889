//! Questions that several operations ask: under which post, are the answers sound, what counts.

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::form::Form;
use nhatky_domain::holding::Holding;
use nhatky_domain::record::Record;
use nhatky_domain::validate::{self, Context};
use nhatky_domain::workflow;

use super::judge::{Case, Judge, Stop};
use super::sheet::Sheet;
use crate::store::{FactRow, RecordRow};

/// How far ahead a day may lie.
const DAYS_AHEAD: i32 = 366;

/// The holding under which it was made, if it was held then or is held today.
///
/// «Then» is the device's time less its offset. A clock that shows a time before the organisation
/// was founded or after today says nothing: what was held on any day between is believed, so that
/// a wrong clock shuts nobody out. A holding that is not known yet, or begins later, is waited for.
pub(super) fn holding(judge: &Judge<'_>, sheet: &Sheet, case: Case<'_>) -> Result<Holding, Stop> {
    let mutation = case.mutation;
    let made_on = Timestamp(mutation.at.saturating_sub(mutation.off.unwrap_or(0))).vn_date();
    let holdings = sheet.holdings(case.sender.person);
    let Some(holding) = holdings.iter().find(|held| held.id == mutation.holding) else {
        return Err(if sheet.is_held_by_another(mutation.holding) {
            Stop::rejected("not_allowed")
        } else {
            Stop::held("holding_unknown")
        });
    };
    let is_wild = made_on < judge.founded || judge.today < made_on;
    let was_held = was_held_on(holding, made_on) || (is_wild && judge.may_have_been_held(holding));
    if was_held || holding.is_held_on(judge.today) {
        Ok(holding.clone())
    } else if judge.today < holding.from {
        Err(Stop::held("holding_not_begun"))
    } else {
        Err(Stop::rejected("holding_ended"))
    }
}

/// Also on the day that it ended with: nobody knows at what hour, and a server that was put back
/// since may have taken the mutation while the post was still held.
fn was_held_on(holding: &Holding, day: Date) -> bool {
    holding.from <= day && holding.until.is_none_or(|until| day <= until)
}

/// Later days are slips, or come from a device clock that is years ahead.
fn latest_day(judge: &Judge<'_>) -> Date {
    judge.today.plus_days(DAYS_AHEAD)
}

pub(super) fn check_fields(judge: &Judge<'_>, form: &Form, record: &Record) -> Result<(), Stop> {
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
