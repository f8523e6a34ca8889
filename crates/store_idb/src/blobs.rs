use js_sys::Uint8Array;
use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_sync::store::{Blobs, Stored, Transfer};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::IdbKeyRange;

use crate::codec::{key, read_rows, row_value};
use crate::error::store_error;
use crate::rows::TransferRow;
use crate::schema::{BLOBS, TRANSFERS, WAITING};
use crate::store::IdbStore;
use crate::transaction::{Access, Reply, Transaction};

/// Key of a transfer.
pub(crate) fn transfer_key(record: RecordId, hash: BlobHash) -> JsValue {
    js_sys::Array::of2(&key(record), &key(hash)).into()
}

fn in_order(rows: &Reply) -> Stored<Vec<Transfer>> {
    let rows: Vec<TransferRow> = read_rows(rows, TRANSFERS)?;
    let mut transfers: Vec<_> = rows.into_iter().map(|row| row.transfer).collect();
    transfers.sort_by_key(Transfer::sending_order);
    Ok(transfers)
}

impl Blobs for IdbStore {
    async fn blob(&self, hash: BlobHash) -> Stored<Option<Vec<u8>>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[BLOBS], Access::Read)?;
                let bytes = transaction.table(BLOBS)?.get(&key(hash))?;
                let bytes = transaction.read(&bytes).await?;
                Ok(bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
            })
            .await
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[TRANSFERS], Access::Read)?;
                let rows = transaction.table(TRANSFERS)?.index(WAITING)?.rows()?;
                transaction.read(&rows).await?;
                in_order(&rows)
            })
            .await
    }

    async fn transfers_of(&self, record: RecordId) -> Stored<Vec<Transfer>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[TRANSFERS], Access::Read)?;
                // An array sorts after every text: this range holds all hashes of the record.
                let first = js_sys::Array::of1(&key(record));
                let after = js_sys::Array::of2(&key(record), &js_sys::Array::new());
                let range =
                    IdbKeyRange::bound(&first, &after).map_err(|thrown| store_error(&thrown))?;
                let rows = transaction.table(TRANSFERS)?.get_range(&range, u32::MAX)?;
                transaction.read(&rows).await?;
                in_order(&rows)
            })
            .await
    }

    async fn save_transfer(&self, transfer: &Transfer) -> Stored<()> {
        let Some(record) = transfer.record else {
            return Ok(());
        };
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[TRANSFERS], Access::Strict)?;
                let table = transaction.table(TRANSFERS)?;
                let known = table.get_key(&transfer_key(record, transfer.hash))?;
                if !transaction.read(&known).await?.is_undefined() {
                    table.put(&row_value(&TransferRow::from(transfer.clone()))?)?;
                }
                transaction.commit().await
            })
            .await
    }
}
