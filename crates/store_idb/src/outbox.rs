//! The outbox. Repeating `enqueue` with the same mutation gives the row it has: a commit whose
//! confirmation was lost with the connection must not become two mutations.

mod enqueuing;
mod forgetting;

use js_sys::Array;
use nhatky_domain::ids::RecordId;
use nhatky_sync::store::{NewWork, Outbox, OutboxRow, Settlement, Stored};
use wasm_bindgen::JsValue;

pub(crate) use self::enqueuing::MUTATIONS;
use crate::object::{get, key, rows_of};
use crate::rows::{read_work, with_state};
use crate::schema::{BY_ID, BY_RECORD, OUTBOX, RETAINED};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl Outbox for IdbStore {
    async fn enqueue(&self, work: &NewWork) -> Stored<OutboxRow> {
        self.enqueue_once(work).await
    }

    async fn outbox(&self) -> Stored<Vec<OutboxRow>> {
        self.all_work(OUTBOX).await
    }

    async fn work_on(&self, record: RecordId) -> Stored<Vec<OutboxRow>> {
        let key = key(record);
        let ask = |transaction: &Transaction| {
            transaction.get_all_by(RETAINED, BY_RECORD, &key);
            transaction.get_all_by(OUTBOX, BY_RECORD, &key);
        };
        let results = self.connection.read(&[OUTBOX, RETAINED], &ask).await?;
        let both = rows_of(&results, 0).concat(&rows_of(&results, 1));
        read_all(&both, OUTBOX)
    }

    async fn retained(&self) -> Stored<Vec<OutboxRow>> {
        self.all_work(RETAINED).await
    }

    async fn settle(&self, outcomes: &[Settlement]) -> Stored<()> {
        let ask = |transaction: &Transaction| {
            for outcome in outcomes {
                transaction.get_by(OUTBOX, BY_ID, &key(outcome.id));
            }
        };
        let write = |transaction: &Transaction, rows: &[JsValue]| {
            for (outcome, row) in outcomes.iter().zip(rows) {
                write_state(transaction, row, outcome);
            }
            Ok(())
        };
        let stores = [OUTBOX, RETAINED];
        let settled = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        settled.await.map(|_| ())
    }

    async fn forget_settled(&self, before_ms: i64) -> Stored<u64> {
        self.forget(before_ms).await
    }
}

impl IdbStore {
    async fn all_work(&self, store: &'static str) -> Stored<Vec<OutboxRow>> {
        let rows = self.connection.get_all(store);
        read_all(&rows.await?, store)
    }
}

/// In the order of their numbers.
fn read_all(rows: &Array, store: &'static str) -> Stored<Vec<OutboxRow>> {
    let mut all = Vec::<OutboxRow>::new();
    for row in rows.iter() {
        let row = read_work(&row, store)?;
        let seq = row.mutation.seq;
        let place = all.partition_point(|other| other.mutation.seq < seq);
        all.insert(place, row);
    }
    Ok(all)
}

/// A row that is not in the outbox, undefined, is left alone.
fn write_state(transaction: &Transaction, row: &JsValue, outcome: &Settlement) {
    if row.is_undefined() {
        return;
    }
    let row = with_state(row.clone(), &outcome.state);
    if outcome.state.settled_at_ms.is_none() {
        return transaction.put(OUTBOX, &row);
    }
    transaction.delete(OUTBOX, &get(&row, "seq"));
    transaction.put(RETAINED, &row);
}
