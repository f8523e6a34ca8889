//! I6: nothing was applied against the rules that held at that moment.

use nhatky_domain::date::Timestamp;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{FieldCode, MutationId};
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;
use nhatky_server::store::VersionRow;
use nhatky_server::store::memory::Tables;
use nhatky_sync::protocol::{Op, PatchBody, PushReply, Status};

use super::broken;
use crate::mail::Letter;
use crate::organisation;
use crate::world::{Kept, World};

/// Fields of the simulation's form that merge as sets.
const SETS: [&str; 3] = ["loai", "don_vi", "anh"];

/// What was just applied, was under a post that its person holds or held then, the day that it
/// ended with included. A clock that shows
/// a day before the organisation was or after today says nothing of «then».
pub(super) fn outcomes(world: &World, letter: &Letter, before: &Tables, reply: &PushReply) -> Kept {
    let today = world.server.today();
    let tables = world.server.tables();
    for outcome in &reply.results {
        let is_new = before.receipts.get(&outcome.id).is_none();
        if !is_new || !matches!(outcome.status, Status::Applied | Status::Merged) {
            continue;
        }
        let made = tables
            .versions
            .rows()
            .find(|row| row.mutation == outcome.id);
        let Some(version) = made else {
            continue;
        };
        let held = before.holdings.get(&version.holding);
        let made_on = version.device_at - version.device_off.unwrap_or(0);
        let made_on = Timestamp(made_on).vn_date();
        let founded = Timestamp(organisation::row().founded_at).vn_date();
        let is_wild = made_on < founded || today < made_on;
        let may_have_been_held = |held: &Holding| {
            is_wild && held.from <= today && held.until.is_none_or(|until| founded <= until)
        };
        let was_held = |held: &Holding| {
            held.from <= made_on && held.until.is_none_or(|until| made_on <= until)
        };
        let is_held = held.is_some_and(|held| {
            held.person == letter.signed.person
                && (was_held(held) || held.is_held_on(today) || may_have_been_held(held))
        });
        if !is_held {
            return broken(format!("{} was applied under no post", outcome.id));
        }
    }
    Ok(())
}

/// Every revision follows from the one before by what its mutation says.
pub(super) fn history(world: &World, tables: &Tables) -> Kept {
    let ledger = world.ledger.borrow();
    for row in tables.versions.rows() {
        let Some(saved) = ledger.saved.get(&row.mutation) else {
            return broken(format!("{} was made by nobody", row.mutation));
        };
        let before = tables
            .versions
            .get(&(row.record, row.rev.saturating_sub(1)));
        match (&saved.op, before) {
            (Op::Create(create), None) => {
                if row.fields != create.fields {
                    return broken(format!("{} was created otherwise", row.record));
                }
            }
            (Op::Patch(patch), Some(before)) => patched(row.mutation, patch, before, row)?,
            (Op::Command(command), Some(before)) => {
                let is_decision = matches!(
                    command.command,
                    Command::Confirm | Command::Return | Command::Merge
                );
                if is_decision && command.rev != before.rev {
                    return broken(format!("{} decided on what was not seen", row.mutation));
                }
                if row.fields != before.fields {
                    return broken(format!("{} changed answers", row.mutation));
                }
            }
            _ => return broken(format!("{} cannot be revision {}", row.mutation, row.rev)),
        }
    }
    Ok(())
}

fn patched(id: MutationId, patch: &PatchBody, before: &VersionRow, after: &VersionRow) -> Kept {
    let none = Value::Null;
    let codes = before.fields.keys().chain(after.fields.keys());
    for code in codes {
        let was = before.fields.get(code).unwrap_or(&none);
        let is = after.fields.get(code).unwrap_or(&none);
        if was == is {
            continue;
        }
        let Some(change) = patch.fields.get(code) else {
            return broken(format!("{id} changed {code}, of which it says nothing"));
        };
        let had_seen = match &change.was {
            None => was.is_blank(),
            Some(digest) => *digest == was.digest(),
        };
        if !had_seen && !is_set(code) {
            return broken(format!("{id} overwrote {code} without having seen it"));
        }
        if !had_seen {
            joined(id, code, [was, is, &change.to], &change.without)?;
        }
    }
    Ok(())
}

fn is_set(code: &FieldCode) -> bool {
    SETS.contains(&code.as_str())
}

/// What was there stays unless it was taken out; what was added is there.
fn joined(id: MutationId, code: &FieldCode, values: [&Value; 3], without: &[Value]) -> Kept {
    let [was, is, to] = values.map(Value::items);
    let kept = was.iter().filter(|item| !without.contains(item));
    if kept.chain(to).all(|item| is.contains(item)) {
        Ok(())
    } else {
        broken(format!("{id} lost something of {code} while joining"))
    }
}
