//! I8: what a server had accepted before it was put back is there again.

use nhatky_domain::ids::MutationId;
use nhatky_server::store::ReceiptRow;
use nhatky_server::store::memory::Tables;
use nhatky_sync::protocol::{Op, Status};

use super::{broken, saved};
use crate::fault::Fault;
use crate::world::{Kept, World};

/// Mutations that have taken effect.
pub(crate) fn accepted(tables: &Tables) -> impl Iterator<Item = MutationId> {
    let rows = tables.receipts.rows();
    rows.filter(|row| has_effect(row)).map(|row| row.outcome.id)
}

fn has_effect(row: &ReceiptRow) -> bool {
    matches!(
        row.outcome.status,
        Status::Applied | Status::Merged | Status::Conflict
    )
}

/// Of phones that still hold it. A record comes back; a change or decision may meet another state
/// than the first time, and is then judged anew, with a reason.
pub(super) fn is_back(world: &World, tables: &Tables) -> Kept {
    let ledger = world.ledger.borrow();
    let refused = saved::refused(world);
    let happened = |fault| world.fired.contains(&fault);
    for id in &ledger.accepted {
        let Some(saved) = ledger.saved.get(id) else {
            continue;
        };
        let receipt = tables.receipts.get(id);
        let is_shown = receipt.is_none() && refused.contains(id);
        if ledger.evicted.contains(&saved.device) || is_shown {
            continue;
        }
        let Some(receipt) = receipt else {
            return broken(format!("{id} had been accepted and did not come back"));
        };
        let code = receipt.outcome.code.as_deref();
        let is_judged_anew = match (&saved.op, receipt.outcome.status) {
            (_, Status::Held) => code.is_some(),
            // A copied draft was handed in on both phones: the other one came first this time.
            (Op::Create(_), _) if code == Some("record_exists") => {
                tables.records.get(&saved.record).is_some()
            }
            (Op::Create(_), _) => {
                // To where the author has nothing to say.
                let unit_moved = happened(Fault::UnitMoved) && code == Some("not_allowed");
                // A day that lay ahead is believed; by now it lies behind, after the post ended.
                let day_passed = happened(Fault::ClockJump) && code == Some("holding_ended");
                unit_moved || day_passed
            }
            _ => code.is_some(),
        };
        if !has_effect(receipt) && !is_judged_anew {
            let outcome = &receipt.outcome;
            return broken(format!("{id} had been accepted and is {outcome:?} now"));
        }
    }
    Ok(())
}

/// An epoch begins when the server was put back, and at no other time.
pub(super) fn epochs(world: &World, tables: &Tables) -> Kept {
    if world.server.lineage() == 0 && tables.epochs.len() > 1 {
        let begun: Vec<_> = tables.epochs.rows().collect();
        return broken(format!("an epoch began for nothing: {begun:?}"));
    }
    Ok(())
}
