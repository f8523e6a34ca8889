//! The outbox. Repeating `enqueue` with the same mutation gives the row it has: a commit whose
//! confirmation was lost with the connection must not become two mutations.

mod enqueuing;
mod forgetting;
mod offering;

use js_sys::Array;
use nhatky_domain::ids::{Epoch, RecordId};
use nhatky_sync::store::{NewWork, Outbox, OutboxRow, Settlement, Stored};
use wasm_bindgen::JsValue;

pub(crate) use self::enqueuing::MUTATIONS;
pub(crate) use self::offering::{OFFERED, count_offered};
use crate::object::{get, key, rows_of};
use crate::rows::{read_work, with_state, work_state};
use crate::schema::{BY_ID, BY_RECORD, COUNTERS, OUTBOX, RETAINED};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl Outbox for IdbStore {
    async fn enqueue(&self, work: &NewWork) -> Stored<OutboxRow> {
        self.enqueue_once(work).await
    }

    async fn outbox(&self) -> Stored<Vec<OutboxRow>> {
        self.all_work(OUTBOX).await
    }

    async fn to_send(&self) -> Stored<Vec<OutboxRow>> {
        self.outbox_and_offered().await
    }

    async fn work_on(&self, record: RecordId) -> Stored<Vec<OutboxRow>> {
        let key = key(record);
        let ask = |transaction: &Transaction| {
            transaction.get_all_by(RETAINED, BY_RECORD, &key);
            transaction.get_all_by(OUTBOX, BY_RECORD, &key);
        };
        let results = self.connection.read(&[OUTBOX, RETAINED], &ask).await?;
        let both = rows_of(&results, 0).concat(&rows_of(&results, 1));
        Ok(self.read_all(&both, OUTBOX))
    }

    async fn retained(&self) -> Stored<Vec<OutboxRow>> {
        self.all_work(RETAINED).await
    }

    async fn settle(&self, outcomes: &[Settlement]) -> Stored<()> {
        let ask = |transaction: &Transaction| {
            transaction.get(COUNTERS, &OFFERED.into());
            for outcome in outcomes {
                transaction.get_by(place(outcome.is_retained), BY_ID, &key(outcome.id));
            }
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            let mut answered = 0.0;
            for (outcome, row) in outcomes.iter().zip(results.iter().skip(1)) {
                if is_meant(row, outcome)? {
                    write_state(transaction, row, outcome);
                    answered += f64::from(u8::from(outcome.is_retained));
                }
            }
            if answered > 0.0 {
                let offered = results.first().and_then(JsValue::as_f64);
                count_offered(transaction, offered.unwrap_or_default() - answered);
            }
            Ok(())
        };
        let stores = [OUTBOX, RETAINED, COUNTERS];
        let settled = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        settled.await.map(|_| ())
    }

    async fn begin_epoch(&self, epoch: Epoch) -> Stored<()> {
        self.offer_all_again(epoch).await
    }

    async fn forget_settled(&self, before_ms: i64) -> Stored<u64> {
        self.forget(before_ms).await
    }
}

impl IdbStore {
    async fn all_work(&self, store: &'static str) -> Stored<Vec<OutboxRow>> {
        let rows = self.connection.get_all(store);
        Ok(self.read_all(&rows.await?, store))
    }

    /// In the order of their numbers. What cannot be read is told of and holds up nothing else; it
    /// stays as it is.
    fn read_all(&self, rows: &Array, store: &'static str) -> Vec<OutboxRow> {
        let mut all = Vec::<OutboxRow>::new();
        for row in rows.iter() {
            match read_work(&row, store) {
                Ok(row) => {
                    let seq = row.mutation.seq;
                    let place = all.partition_point(|other| other.mutation.seq < seq);
                    all.insert(place, row);
                }
                Err(error) => self.connection.tell_unread(&error),
            }
        }
        all
    }
}

fn place(is_settled: bool) -> &'static str {
    if is_settled { RETAINED } else { OUTBOX }
}

/// A row that is not there, undefined, is left alone.
fn is_meant(row: &JsValue, outcome: &Settlement) -> Stored<bool> {
    Ok(!row.is_undefined() && (!outcome.is_retained || work_state(row, RETAINED)?.offer_again))
}

fn write_state(transaction: &Transaction, row: &JsValue, outcome: &Settlement) {
    let row = with_state(row.clone(), &outcome.state);
    let (from, to) = (
        place(outcome.is_retained),
        place(outcome.state.settled_at_ms.is_some()),
    );
    if from != to {
        transaction.delete(from, &get(&row, "seq"));
    }
    transaction.put(to, &row);
}
