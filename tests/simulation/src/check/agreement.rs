//! I3, I4, I5, I7: phones and server agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use nhatky_server::store::memory::Tables;
use nhatky_server::store::{ReceiptRow, RecordRow};
use nhatky_sync::protocol::{RecordBody, Status};
use nhatky_sync::store::{Base as _, BaseRow, Outbox as _};

use super::broken;
use crate::oracle;
use crate::phone::Phone;
use crate::poll::at_once;
use crate::world::{Kept, World};

pub(super) fn of_all(world: &World, tables: &Tables) -> Kept {
    for phone in &world.phones {
        base(world, tables, phone)?;
        queue(tables, phone)?;
    }
    Ok(())
}

fn base_of(phone: &Phone) -> BTreeMap<nhatky_domain::ids::RecordId, BaseRow> {
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
    if let Some(extra) = held.difference(&readable).next() {
        return broken(format!("{phone:?} still holds {extra}"));
    }
    for (id, row) in &base {
        if tables
            .records
            .get(id)
            .is_none_or(|record| !is_same(&row.body, record))
        {
            return broken(format!("{phone:?} holds an older {id}"));
        }
    }
    Ok(())
}

fn is_same(body: &RecordBody, row: &RecordRow) -> bool {
    body.to_record() == row.record
        && (body.photos.have, body.photos.total) == (row.photos_have, row.photos_total)
        && (body.received_at, body.complete_at) == (row.received_at, row.complete_at)
        && body.note == row.note
}

/// What waits has a reason; what settled did so at the server too, and in the same way.
fn queue(tables: &Tables, phone: &Phone) -> Kept {
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
        if tables.receipts.get(&id).map(status) != row.state.status {
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
