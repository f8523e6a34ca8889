//! What was read from the store for lists, and the rows made of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use nhatky_domain::ids::{PersonId, RecordId};
use nhatky_domain::order;
use nhatky_sync::json;
use nhatky_sync::protocol::RecordBody;
use nhatky_sync::store::{
    Base as _, Blobs as _, Outbox as _, OutboxRow, Settings as _, Stored, Summary, Transfer,
};

use super::own_work::{Around, Found, OwnWork, own_work};
use super::where_is::{Facts, Photos, where_is};
use super::{RecordRow, Rows};
use crate::state::store::{Db, keys};

#[derive(Debug, Default)]
pub(super) struct Shelf {
    summaries: Vec<Summary>,
    /// Where a record's summary is.
    places: HashMap<RecordId, usize>,
    base_rows: Vec<Arc<RecordRow>>,
    /// Outbox and retained, in the order of their numbers.
    work: Vec<OutboxRow>,
    /// Of records with something unconfirmed, confirmed ones included.
    transfers: Vec<Transfer>,
    dismissed: Vec<String>,
    /// Pulled records that this phone has changed since.
    bodies: HashMap<RecordId, RecordBody>,
}

impl Shelf {
    pub(super) async fn read_work(&mut self, db: &Db) -> Stored<()> {
        self.dismissed = read_dismissed(db).await?;
        let mut work = db.retained().await?;
        work.extend(db.outbox().await?);
        work.retain(|row| is_open(row, &self.dismissed));
        order::sort_by_key(&mut work, |row| row.mutation.seq);
        self.work = work;
        Ok(())
    }

    pub(super) async fn read_transfers(&mut self, db: &Db) -> Stored<()> {
        let unconfirmed = db.transfers().await?;
        let records: HashSet<_> = unconfirmed.iter().filter_map(|blob| blob.record).collect();
        let mut transfers = Vec::new();
        for record in records {
            transfers.extend(db.transfers_of(record).await?);
        }
        transfers.retain(|transfer| is_wanted(transfer, &self.dismissed));
        self.transfers = transfers;
        Ok(())
    }

    pub(super) async fn read_base(&mut self, db: &Db, person: PersonId) -> Stored<()> {
        self.summaries = db.summaries().await?;
        self.places = (0..)
            .zip(&self.summaries)
            .map(|(idx, line)| (line.id, idx))
            .collect();
        let in_flight = HashSet::new();
        let row = |summary: &Summary| {
            let place = where_is(Facts {
                work: &[],
                in_flight: &in_flight,
                base: Some(summary),
                photos: Photos::default(),
                now_ms: 0,
            });
            Arc::new(RecordRow::of(summary, place, person))
        };
        self.base_rows = self.summaries.iter().map(row).collect();
        Ok(())
    }

    /// After work or base.
    pub(super) async fn read_bodies(&mut self, db: &Db) -> Stored<()> {
        let mut bodies = HashMap::new();
        for row in &self.work {
            let record = row.mutation.record;
            let Some(summary) = self.summary(record) else {
                continue;
            };
            let is_newer = row.state.settled_at_ms.is_none()
                || (row.state.is_applied() && row.state.rev > Some(summary.rev));
            if is_newer
                && !bodies.contains_key(&record)
                && let Some(base) = db.base(record).await?
            {
                bodies.insert(record, base.body);
            }
        }
        self.bodies = bodies;
        Ok(())
    }

    fn summary(&self, record: RecordId) -> Option<&Summary> {
        self.summaries.get(*self.places.get(&record)?)
    }

    /// Every record that this phone has worked on.
    pub(super) fn own(&self, around: Around<'_>) -> BTreeMap<RecordId, OwnWork> {
        let mut work: BTreeMap<RecordId, Vec<&OutboxRow>> = BTreeMap::new();
        for row in &self.work {
            work.entry(row.mutation.record).or_default().push(row);
        }
        let own = work.iter().filter_map(|(record, work)| {
            let is_of = |blob: &&Transfer| blob.record == Some(*record);
            let transfers: Vec<_> = self.transfers.iter().filter(is_of).collect();
            let found = Found {
                work,
                transfers: &transfers,
                summary: self.summary(*record),
                body: self.bodies.get(record),
            };
            Some((*record, own_work(found, around)?))
        });
        order::map(own)
    }

    /// Everything, newest day first.
    pub(super) fn rows(&self, own: &BTreeMap<RecordId, OwnWork>) -> Rows {
        let mut rows: Vec<_> = self
            .base_rows
            .iter()
            .map(|row| own.get(&row.id).map_or(row, |own| &own.row).clone())
            .collect();
        let only_here = own
            .values()
            .filter(|own| self.summary(own.row.id).is_none());
        rows.extend(only_here.map(|own| own.row.clone()));
        order::sort_by_key(&mut rows, |row| Reverse((row.day, row.at_ms)));
        rows.into()
    }
}

/// Mutations and blobs that the person has answered or given up after the server did not take
/// them. A list that cannot be read dismisses nothing.
pub(super) async fn read_dismissed(db: &Db) -> Stored<Vec<String>> {
    let text = db.setting(keys::DISMISSED).await?.unwrap_or_default();
    Ok(json::from_text(&text).unwrap_or_default())
}

/// What came into force after all is shown again, and what still waits is never hidden.
pub(super) fn is_open(row: &OutboxRow, dismissed: &[String]) -> bool {
    row.state.is_applied()
        || row.state.settled_at_ms.is_none()
        || dismissed.is_empty()
        || !dismissed.contains(&row.mutation.id.to_string())
}

pub(super) fn is_wanted(transfer: &Transfer, dismissed: &[String]) -> bool {
    transfer.refused.is_none() || !dismissed.contains(&transfer.hash.to_string())
}
