//! I1: what a person was told is saved exists.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::MutationId;
use nhatky_server::store::memory::Tables;
use nhatky_sync::protocol::Status;
use nhatky_sync::store::{Blobs as _, Drafts as _, Outbox as _};

use super::broken;
use crate::ledger::Kept as KeptDraft;
use crate::phone::Phone;
use crate::poll::at_once;
use crate::world::{Kept, World};

/// Everything that was confirmed on this phone is still on it.
pub(crate) fn saved_on(world: &World, phone: &Phone) -> Kept {
    let ledger = world.ledger.borrow();
    let here = texts_on(phone);
    for (id, saved) in &ledger.saved {
        if saved.device == phone.device && here.get(id) != Some(&saved.wire) {
            return broken(format!("{phone:?} has lost or altered {id}"));
        }
    }
    for ((device, _), kept) in &ledger.drafts {
        if *device == phone.device {
            draft_is_on(phone, kept, &here)?;
        }
    }
    Ok(())
}

fn texts_on(phone: &Phone) -> BTreeMap<MutationId, String> {
    let rows = phone.disk.now();
    let outbox = at_once(rows.outbox()).unwrap_or_default();
    let retained = at_once(rows.retained()).unwrap_or_default();
    let all = outbox.into_iter().chain(retained);
    all.map(|row| (row.mutation.id, row.wire)).collect()
}

fn draft_is_on(phone: &Phone, kept: &KeptDraft, here: &BTreeMap<MutationId, String>) -> Kept {
    let id = kept.draft.id;
    if kept.handed_in_as.iter().any(|id| here.contains_key(id)) {
        return Ok(());
    }
    let rows = phone.disk.now();
    let Some(draft) = at_once(rows.draft(id)).ok().flatten() else {
        return broken(format!("{phone:?} has lost the draft {id}"));
    };
    if draft.saved_at_ms < kept.draft.saved_at_ms {
        return broken(format!("{phone:?} has an older state of the draft {id}"));
    }
    for hash in &kept.blobs {
        if at_once(rows.blob(*hash)).ok().flatten().is_none() {
            return broken(format!("{phone:?} has lost the photo {hash} of a draft"));
        }
    }
    Ok(())
}

/// At rest: on its phone; or, if that was erased, at the server or known to it as missing.
pub(super) fn everywhere(world: &World, tables: &Tables) -> Kept {
    for phone in &world.phones {
        saved_on(world, phone)?;
    }
    let ledger = world.ledger.borrow();
    let refused = refused(world);
    for (id, saved) in &ledger.saved {
        let receipt = tables.receipts.get(id);
        if receipt.is_some_and(|receipt| receipt.body != saved.wire) {
            return broken(format!("the server holds another text of {id}"));
        }
        let is_owed = !ledger.evicted.contains(&saved.device) && !refused.contains(id);
        if receipt.is_none() && is_owed {
            return broken(format!("{id} never reached the server"));
        }
    }
    let bodies: BTreeSet<_> = tables
        .receipts
        .rows()
        .map(|row| row.body.as_str())
        .collect();
    for text in &ledger.strange {
        if !bodies.contains(text.as_str()) {
            return broken(format!("the server did not keep {text}"));
        }
    }
    eviction_is_known(world, tables)
}

/// What phones were told was refused, by a server that has been put back since: they show it, and
/// offer it to nobody.
pub(super) fn refused(world: &World) -> BTreeSet<MutationId> {
    let phones = world.phones.iter();
    let phones = phones.filter(|_| world.server.lineage() > 0);
    let retained =
        phones.flat_map(|phone| at_once(phone.disk.now().retained()).unwrap_or_default());
    retained
        .filter(|row| row.state.status == Some(Status::Rejected))
        .map(|row| row.mutation.id)
        .collect()
}

/// What an erased phone had said it owes, and never sent, is counted at the server.
fn eviction_is_known(world: &World, tables: &Tables) -> Kept {
    let ledger = world.ledger.borrow();
    for install in &ledger.evicted_installs {
        let Some(said) = ledger.said.get(install) else {
            continue;
        };
        let is_missing = |id: &&MutationId| tables.receipts.get(id).is_none();
        let missing = said.owed.iter().filter(is_missing).count();
        let known = tables.installs.get(install).map_or(0, |row| row.pending);
        if !ledger.copied.contains(install) && missing as i64 > known {
            return broken(format!(
                "{install} was erased with {missing} mutations that it had announced; the server knows of {known}"
            ));
        }
    }
    Ok(())
}
