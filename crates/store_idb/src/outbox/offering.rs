//! What is offered again after the server was put back. A counter says how many rows there are, so
//! that at all other times the retained ones need not be read.

use nhatky_domain::ids::Epoch;
use nhatky_sync::store::{EPOCH, Heard, OutboxRow, Stored, Transfer};
use wasm_bindgen::JsValue;

use crate::blobs::read_transfers;
use crate::object::rows_of;
use crate::rows::{transfer_row, with_state, work_state};
use crate::schema::{COUNTERS, CURSORS, OUTBOX, RETAINED, SETTINGS, TRANSFERS};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

/// The counter of retained rows to be offered again. It is missing when there are none.
pub(crate) const OFFERED: &str = "offered_again";

pub(crate) fn count_offered(transaction: &Transaction, number: f64) {
    if number > 0.0 {
        transaction.put_at(COUNTERS, &OFFERED.into(), &JsValue::from_f64(number));
    } else {
        transaction.delete(COUNTERS, &OFFERED.into());
    }
}

impl IdbStore {
    pub(super) async fn outbox_and_offered(&self) -> Stored<Vec<OutboxRow>> {
        let ask = |transaction: &Transaction| {
            transaction.get(COUNTERS, &OFFERED.into());
            transaction.get_all(OUTBOX);
        };
        let results = self.connection.read(&[COUNTERS, OUTBOX], &ask).await?;
        let waiting = rows_of(&results, 1);
        if results.first().is_none_or(JsValue::is_undefined) {
            return Ok(self.read_all(&waiting, OUTBOX));
        }
        let retained = self.connection.get_all(RETAINED).await?;
        let mut rows = self.read_all(&retained.concat(&waiting), RETAINED);
        rows.retain(|row| row.state.settled_at_ms.is_none() || row.state.offer_again);
        Ok(rows)
    }

    pub(super) async fn offer_all_again(&self, epoch: Epoch) -> Stored<()> {
        let ask = |transaction: &Transaction| {
            transaction.get_all(RETAINED);
            transaction.get_all(TRANSFERS);
            transaction.get_all_keys(CURSORS);
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            let retained = rows_of(results, 0);
            let mut offered = 0.0;
            for row in retained.iter() {
                // What cannot be read cannot be offered, now or later.
                let Ok(mut state) = work_state(&row, RETAINED) else {
                    continue;
                };
                if state.is_worth_offering() {
                    offered += 1.0;
                    state.offer_again = true;
                    transaction.put(RETAINED, &with_state(row, &state));
                }
            }
            count_offered(transaction, offered);
            for transfer in read_transfers(&rows_of(results, 1))? {
                announce_again(transaction, transfer);
            }
            for scope in rows_of(results, 2).iter() {
                transaction.put_at(CURSORS, &scope, &JsValue::from_f64(0.0));
            }
            let heard = Heard::new(epoch).to_string();
            transaction.put_at(SETTINGS, &EPOCH.into(), &heard.into());
            Ok(())
        };
        let stores = [RETAINED, TRANSFERS, CURSORS, COUNTERS, SETTINGS];
        let begun = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        begun.await.map(|_| ())
    }
}

fn announce_again(transaction: &Transaction, mut transfer: Transfer) {
    if let (Some(record), Some(_)) = (transfer.record, transfer.confirmed_at_ms) {
        transfer.offer_again = true;
        transaction.put(TRANSFERS, &transfer_row(&transfer, record));
    }
}
