//! I3, I4, I5, I7: phones and server agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use nhatky_domain::ids::{MutationId, RecordId};
use nhatky_server::store::memory::Tables;
use nhatky_server::store::{ReceiptRow, RecordRow};
use nhatky_sync::protocol::{RecordBody, Status};
use nhatky_sync::store::{Base as _, BaseRow, Outbox as _};

use super::{broken, saved};
use crate::oracle;
use crate::phone::Phone;
use crate::poll::at_once;
use crate::world::{Kept, World};

pub(super) fn of_all(world: &World, tables: &Tables) -> Kept {
    for phone in &world.phones {
        base(world, tables, phone)?;
        queue(tables, phone, &saved::refused(world))?;
    }
    Ok(())
}

fn base_of(phone: &Phone) -> BTreeMap<RecordId, BaseRow> {
    let rows = phone.disk.now();
    let lines = at_once(rows.summaries()).unwrap_or_default();
    let row = |id| Some((id, at_once(rows.base(id)).ok()??));
    lines.iter().filter_map(|line| row(line.id)).collect()
}

/// The phone holds what its person may read, no more and no less, as the server holds it.
fn base(world: &World, tables: &Tables, phone: &Phone) -> Kept {
    let base = base_of(phone);
    let held: BTreeSet<_> = base.keys().copied().collect();
    let readable = oracle::readable(tables, phone.who.person(), world.server.today());
    if let Some(missing) = readable.difference(&held).next() {
        return broken(format!("{phone:?} was never told of {missing}"));
    }
    // Nothing is taken from a phone because a server that was put back does not speak of it.
    let mut extra = held.difference(&readable);
    if let Some(extra) = extra.find(|id| !world.server.has_lost(**id)) {
        return broken(format!("{phone:?} still holds {extra}"));
    }
    for (id, row) in base.iter().filter(|(id, _)| readable.contains(id)) {
        if tables
            .records
            .get(id)
            .is_none_or(|record| !is_same(&row.body, record, world.server.is_unnoticed()))
        {
            return broken(format!("{phone:?} holds an older {id}"));
        }
    }
    Ok(())
}

/// A photo that came alone is missed by nobody who is not told of a new epoch.
fn is_same(body: &RecordBody, row: &RecordRow, lacks_photos: bool) -> bool {
    let counts = (body.photos.have, body.photos.total) == (row.photos_have, row.photos_total);
    body.to_record() == row.record
        && (body.received_at, &body.note) == (row.received_at, &row.note)
        && (lacks_photos || (counts && body.complete_at == row.complete_at))
}

/// What waits has a reason; what settled did so at the server too, and in the same way.
fn queue(tables: &Tables, phone: &Phone, refused: &BTreeSet<MutationId>) -> Kept {
    let rows = phone.disk.now();
    for row in at_once(rows.outbox()).unwrap_or_default() {
        let id = row.mutation.id;
        let waits = matches!(row.state.status, Some(Status::Held | Status::Quarantined));
        if !waits || row.state.code.is_none() {
            return broken(format!("{phone:?} has {id} waiting for nothing"));
        }
        if tables.receipts.get(&id).map(status) != row.state.status {
            return broken(format!("the server does not know that {id} waits"));
        }
    }
    for row in at_once(rows.retained()).unwrap_or_default() {
        let id = row.mutation.id;
        let known = tables.receipts.get(&id).map(status);
        // A copy of the phone may have been told otherwise since.
        if known != row.state.status && !refused.contains(&id) {
            return broken(format!("{phone:?} believes {id} settled otherwise"));
        }
    }
    Ok(())
}

fn status(receipt: &ReceiptRow) -> Status {
    receipt.outcome.status
}

pub(super) fn digest_of(phone: &Phone) -> String {
    let mut text = format!("{phone:?}:");
    for (id, row) in base_of(phone) {
        // Writing into a text cannot fail.
        let _ = write!(text, "{id} {} {:?};", row.body.rev, row.body.photos);
    }
    let rows = phone.disk.now();
    let outbox = at_once(rows.outbox()).unwrap_or_default();
    for row in outbox
        .iter()
        .chain(&at_once(rows.retained()).unwrap_or_default())
    {
        let _ = write!(text, "{} {:?};", row.mutation.seq, row.state.status);
    }
    text
}
