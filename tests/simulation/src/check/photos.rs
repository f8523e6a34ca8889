//! Photos: whole at the server, or still on the phone.

use nhatky_domain::ids::{FieldCode, RecordId};
use nhatky_domain::value::Value;
use nhatky_server::store::memory::Tables;
use nhatky_sync::store::Blobs as _;

use super::broken;
use crate::fault::Fault;
use crate::ledger::Saved;
use crate::phone::Phone;
use crate::poll::at_once;
use crate::world::{Kept, World};

pub(super) fn of_all(world: &World, tables: &Tables) -> Kept {
    for row in tables.blobs.rows() {
        if !world.server.holds_bytes(row.sha) {
            return broken(format!(
                "the server counts {} and does not have it",
                row.sha
            ));
        }
    }
    for phone in &world.phones {
        on(world, tables, phone)?;
    }
    let ledger = world.ledger.borrow();
    for saved in ledger.saved.values() {
        let is_gone = ledger.evicted.contains(&saved.device) || is_freed(world, saved);
        if !is_gone && names_photos(tables, saved.record) {
            complete(tables, saved.record)?;
        }
    }
    Ok(())
}

/// Whether a full phone gave up a photo of it that the server had confirmed, and that a server put
/// back lacks now: the phone says so.
fn is_freed(world: &World, saved: &Saved) -> bool {
    let was_put_back = world.server.lineage() > 0 && world.fired.contains(&Fault::StorageFull);
    let mut phones = world.phones.iter();
    let phone = phones.find(|phone| phone.device == saved.device);
    was_put_back
        && phone.is_some_and(|phone| {
            let rows = phone.disk.now();
            let transfers = at_once(rows.transfers_of(saved.record)).unwrap_or_default();
            let mut told = transfers.iter();
            told.any(|transfer| {
                let is_here = at_once(rows.blob(transfer.hash)).ok().flatten().is_some();
                transfer.refused.as_deref() == Some("no_longer_here") && !is_here
            })
        })
}

/// Every photo that was handed in here is confirmed, and was so rightly.
fn on(world: &World, tables: &Tables, phone: &Phone) -> Kept {
    let rows = phone.disk.now();
    let ledger = world.ledger.borrow();
    let of_phone = ledger.saved.values();
    for saved in of_phone.filter(|saved| saved.device == phone.device) {
        for hash in &saved.blobs {
            let transfers = at_once(rows.transfers_of(saved.record)).unwrap_or_default();
            let transfer = transfers.iter().find(|transfer| transfer.hash == *hash);
            let is_confirmed = transfer.is_some_and(|transfer| transfer.confirmed_at_ms.is_some());
            if is_confirmed && tables.blobs.get(hash).is_none() {
                return broken(format!("{hash} was confirmed and is not at the server"));
            }
            if let (false, Some(transfer)) = (is_confirmed || is_freed(world, saved), transfer) {
                let reason = transfer.refused.as_deref().unwrap_or("no reason");
                return broken(format!("{phone:?} still has {hash} to send: {reason}"));
            }
        }
    }
    Ok(())
}

fn names_photos(tables: &Tables, record: RecordId) -> bool {
    let row = tables.records.get(&record);
    row.and_then(|row| row.record.fields.get(&FieldCode::from("anh")))
        .is_some_and(|photos| !Value::items(photos).is_empty())
}

/// The server says so of every record whose photos it was given.
fn complete(tables: &Tables, record: RecordId) -> Kept {
    let Some(row) = tables.records.get(&record) else {
        return Ok(());
    };
    let photos = row.record.fields.get(&FieldCode::from("anh"));
    let photos = photos.map_or(&[][..], Value::items).iter();
    let hashes: Vec<_> = photos
        .filter_map(|item| item.get("sha")?.as_text()?.parse().ok())
        .collect();
    let is_proven = |hash: &&nhatky_domain::ids::BlobHash| {
        let key = (**hash, record, row.record.author);
        tables.proofs.get(&key).is_some()
    };
    let proven = hashes.iter().filter(is_proven).count();
    let counts = (row.photos_have as usize, row.photos_total as usize);
    if counts == (proven, hashes.len()) {
        Ok(())
    } else {
        broken(format!(
            "{record} says {counts:?} photos, {proven} are proven"
        ))
    }
}
