use js_sys::{Array, Uint8Array};
use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_sync::store::{Blobs, Stored, Transfer};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::IdbKeyRange;

use crate::error::store_error;
use crate::object::key;
use crate::rows::{read_row, transfer_row};
use crate::schema::{BLOBS, TRANSFERS, WAITING};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

/// Key of a transfer.
pub(crate) fn transfer_key(record: RecordId, hash: BlobHash) -> JsValue {
    Array::of2(&key(record), &key(hash)).into()
}

pub(crate) fn read_transfers(rows: &Array) -> Stored<Vec<Transfer>> {
    let mut transfers = Vec::new();
    for row in rows.iter() {
        transfers.push(read_row(&row, TRANSFERS)?);
    }
    Ok(transfers)
}

impl Blobs for IdbStore {
    async fn blob(&self, hash: BlobHash) -> Stored<Option<Vec<u8>>> {
        let bytes = self.connection.get(BLOBS, &key(hash)).await?;
        Ok(bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        let rows = self.connection.read_one(TRANSFERS, &|transaction| {
            transaction.get_all_by(TRANSFERS, WAITING, &JsValue::UNDEFINED);
        });
        read_transfers(&rows.await?.unchecked_into())
    }

    async fn transfers_of(&self, record: RecordId) -> Stored<Vec<Transfer>> {
        let record = key(record);
        // An array sorts after every text: this range holds all hashes of the record.
        let (start, end) = (Array::of1(&record), Array::of2(&record, &Array::new()));
        let range = IdbKeyRange::bound(&start, &end).map_err(|thrown| store_error(&thrown))?;
        let rows = self.connection.get_range(TRANSFERS, &range, 0);
        read_transfers(&rows.await?)
    }

    async fn save_transfer(&self, transfer: &Transfer) -> Stored<()> {
        let Some(record) = transfer.record else {
            return Ok(());
        };
        let ask = |transaction: &Transaction| {
            transaction.get_key(TRANSFERS, &transfer_key(record, transfer.hash));
        };
        let write = |transaction: &Transaction, known: &[JsValue]| {
            if !known.iter().all(JsValue::is_undefined) {
                transaction.put(TRANSFERS, &transfer_row(transfer, record));
            }
            Ok(())
        };
        let saved = self
            .connection
            .change(&[TRANSFERS], Access::Strict, &ask, &write);
        saved.await.map(|_| ())
    }

    async fn free_confirmed(&self) -> Stored<u64> {
        self.free_spare().await
    }
}
