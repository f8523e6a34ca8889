//! Which photos the server is to be asked about: those confirmed since it was last found to have all,
//! and the newest of those before. In the order in which they were confirmed, a line each.

use nhatky_domain::ids::{BlobHash, RecordId};

use super::{keys, note};
use crate::store::{PhoneStore, Stored, Transfer, with_room};

/// Saves how far one has come; from its confirmation on it is among them.
pub(super) async fn save<S: PhoneStore>(store: &S, transfer: &Transfer) -> Stored<()> {
    with_room(store, async || store.save_transfer(transfer).await).await?;
    if let (Some(record), Some(_)) = (transfer.record, transfer.confirmed_at_ms) {
        let line = line_of(record, transfer.hash);
        let mut lines = store.setting(keys::CONFIRMED).await?.unwrap_or_default();
        if !lines.lines().any(|known| known == line) {
            lines.push_str(&line);
            lines.push('\n');
            note(store, keys::CONFIRMED, &lines).await;
        }
    }
    Ok(())
}

/// Also those whose bytes are not here any more; not those that have been forgotten since.
pub(super) async fn load<S: PhoneStore>(store: &S) -> Stored<Vec<Transfer>> {
    let mut confirmed = Vec::new();
    for (record, hash) in read(store).await? {
        let mut transfers = store.transfers_of(record).await?.into_iter();
        let found = transfers.find(|transfer| transfer.hash == hash);
        confirmed.extend(found.filter(|transfer| !transfer.is_open()));
    }
    Ok(confirmed)
}

/// All of them are there. Should that not be written down, all are asked about again.
pub(super) async fn keep<S: PhoneStore>(store: &S, newest: BlobHash) {
    let known = read(store).await.unwrap_or_default();
    if let Some((record, hash)) = known.into_iter().find(|(_, hash)| *hash == newest) {
        let lines = line_of(record, hash) + "\n";
        note(store, keys::CONFIRMED, &lines).await;
    }
}

async fn read<S: PhoneStore>(store: &S) -> Stored<Vec<(RecordId, BlobHash)>> {
    let lines = store.setting(keys::CONFIRMED).await?.unwrap_or_default();
    let read = |line: &str| {
        let (record, hash) = line.split_once(' ')?;
        Some((record.parse().ok()?, hash.parse().ok()?))
    };
    Ok(lines.lines().filter_map(read).collect())
}

fn line_of(record: RecordId, hash: BlobHash) -> String {
    format!("{record} {hash}")
}
