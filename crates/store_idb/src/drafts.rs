use std::cmp::Reverse;

use js_sys::{Array, Uint8Array};
use nhatky_domain::ids::{BlobHash, DraftId};
use nhatky_sync::json;
use nhatky_sync::store::{Draft, Drafts, NewBlob, Stored, referred_blobs};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::object::{key, optional, rows_of};
use crate::rows::{blob_info, read_draft};
use crate::schema::{BLOB_INFO, BLOBS, DRAFTS, TRANSFERS};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

fn text(draft: &Draft) -> JsValue {
    json::to_text(draft).into()
}

impl Drafts for IdbStore {
    async fn save_draft(&self, draft: &Draft) -> Stored<()> {
        self.save_photos(draft, &[]).await
    }

    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>> {
        let text = self.connection.get(DRAFTS, &key(id)).await?;
        optional(text).map(|text| read_draft(&text)).transpose()
    }

    async fn drafts(&self) -> Stored<Vec<Draft>> {
        let rows = self.connection.get_all(DRAFTS);
        let mut drafts = Vec::<Draft>::new();
        for text in rows.await? {
            let draft = read_draft(&text)?;
            let order = |draft: &Draft| (Reverse(draft.saved_at_ms), draft.id);
            let place = drafts.partition_point(|other| order(other) < order(&draft));
            drafts.insert(place, draft);
        }
        Ok(drafts)
    }

    async fn discard_draft(&self, id: DraftId) -> Stored<()> {
        let stores = [DRAFTS, BLOBS, BLOB_INFO, TRANSFERS];
        let ask = |transaction: &Transaction| {
            transaction.get_all(DRAFTS);
            transaction.get_all_keys(TRANSFERS);
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            for hash in only_in(id, &rows_of(results, 0))? {
                let key = key(hash);
                if !is_sent(&rows_of(results, 1), &key) {
                    transaction.delete(BLOBS, &key);
                    transaction.delete(BLOB_INFO, &key);
                }
            }
            transaction.delete(DRAFTS, &key(id));
            Ok(())
        };
        let discarded = self
            .connection
            .change(&stores, Access::Strict, &ask, &write);
        discarded.await.map(|_| ())
    }

    async fn save_photos(&self, draft: &Draft, new_blobs: &[NewBlob]) -> Stored<()> {
        let (key_of_draft, text) = (key(draft.id), text(draft));
        let write = |transaction: &Transaction| {
            transaction.put_at(DRAFTS, &key_of_draft, &text);
            for blob in new_blobs {
                let (key, bytes) = (key(blob.hash), Uint8Array::from(blob.bytes.as_slice()));
                transaction.put_at(BLOBS, &key, &bytes);
                transaction.put_at(BLOB_INFO, &key, &blob_info(blob));
            }
        };
        let stores = [DRAFTS, BLOBS, BLOB_INFO];
        // Without photos the transaction holds up nothing that reads them.
        let stores = if new_blobs.is_empty() {
            &stores[..1]
        } else {
            &stores
        };
        self.connection.write(stores, &write).await
    }
}

/// The blobs that this draft refers to and no other.
fn only_in(id: DraftId, drafts: &Array) -> Stored<Vec<BlobHash>> {
    let (mut own, mut shared) = (Vec::new(), Vec::new());
    for text in drafts.iter() {
        let draft = read_draft(&text)?;
        let into = if draft.id == id {
            &mut own
        } else {
            &mut shared
        };
        into.extend(referred_blobs(&draft.fields));
    }
    own.retain(|hash| !shared.contains(hash));
    Ok(own)
}

/// Whether a blob belongs to a record that was handed in. Keys are `[record, hash]`.
fn is_sent(transfer_keys: &Array, hash: &JsValue) -> bool {
    transfer_keys
        .iter()
        .any(|key| key.unchecked_ref::<Array>().get(1) == *hash)
}
