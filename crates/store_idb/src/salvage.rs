//! Own work piece by piece: each is read in a transaction of its own, so that one which the
//! browser cannot read takes no other with it.

mod putting_back;

use js_sys::{Array, Uint8Array};
use nhatky_domain::ids::BlobHash;
use nhatky_sync::store::{KeptWork, NewBlob, Piece, Salvage, Shelf, Stored};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::object::{corrupt, flag, text};
use crate::rows::work_blobs;
use crate::schema::{BLOB_INFO, BLOBS, DRAFTS, OUTBOX, RETAINED};
use crate::store::IdbStore;
use crate::transaction::Transaction;

impl Salvage for IdbStore {
    async fn names(&self, shelf: Shelf) -> Stored<Vec<String>> {
        let store = store_of(shelf);
        let ask = |transaction: &Transaction| transaction.get_all_keys(store);
        let keys = self.connection.read_one(store, &ask).await?;
        let keys: Array = keys.unchecked_into();
        // Numbers are whole: printing and reading fractions would cost 13 KB of code.
        let seq = |key: &JsValue| key.as_f64().map(|seq| (seq as u64).to_string());
        let name = |key: JsValue| key.as_string().or(seq(&key));
        Ok(keys.iter().filter_map(name).collect())
    }

    async fn piece(&self, shelf: Shelf, name: &str) -> Stored<Option<Piece>> {
        let store = store_of(shelf);
        let key = match shelf {
            Shelf::Outbox | Shelf::Retained => {
                JsValue::from_f64(name.parse::<u64>().unwrap_or(0) as f64)
            }
            Shelf::Drafts | Shelf::Photos => name.into(),
        };
        let row = self.connection.get(store, &key).await?;
        if row.is_undefined() {
            return Ok(None);
        }
        let piece = match shelf {
            Shelf::Outbox | Shelf::Retained => Some(Piece::Work(KeptWork {
                wire: text(&row, "wire"),
                state: text(&row, "state"),
                blobs: work_blobs(&row),
            })),
            Shelf::Drafts => row.as_string().map(Piece::Draft),
            Shelf::Photos => {
                let info = self.connection.get(BLOB_INFO, &key).await;
                photo(name, &row, &info.unwrap_or_default())
            }
        };
        piece.map(Some).ok_or_else(|| corrupt(store, name))
    }

    async fn put_back(&self, piece: &Piece) -> Stored<bool> {
        match piece {
            Piece::Draft(text) => self.put_draft_back(text).await,
            Piece::Work(work) => self.put_work_back(work).await,
            Piece::Photo(blob) => self.put_photo_back(blob).await,
        }
    }
}

fn store_of(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Outbox => OUTBOX,
        Shelf::Retained => RETAINED,
        Shelf::Drafts => DRAFTS,
        Shelf::Photos => BLOBS,
    }
}

/// Without what is known of it, it is still a photo.
fn photo(name: &str, row: &JsValue, info: &JsValue) -> Option<Piece> {
    let mime = text(info, "mime");
    Some(Piece::Photo(NewBlob {
        hash: name.parse::<BlobHash>().ok()?,
        mime: if mime.is_empty() {
            "image/jpeg".to_owned()
        } else {
            mime
        },
        bytes: row.dyn_ref::<Uint8Array>()?.to_vec(),
        is_thumbnail: flag(info, "is_thumbnail"),
    }))
}
