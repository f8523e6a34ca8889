//! What lies in the stores that is more than a key and a text. Row formats: never rename a
//! property; add only optional ones. `tests/browser/formats.rs` freezes them as they lie.
//!
//! Rows are plain objects with the few properties that keys, indexes and operations need, beside
//! JSON text of the whole.

use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_sync::json;
use nhatky_sync::protocol::{Mutation, RecordBody};
use nhatky_sync::store::{BaseRow, NewBlob, OutboxRow, Stored, Transfer, WorkState, wire_of};
use nhatky_sync::store::{Draft, KeptWork, NewWork};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::line::line_key;
use crate::object::{Object, array, corrupt, flag, number, text};
use crate::schema::{BASE, DRAFTS};

/// A new mutation, for `outbox`.
pub(crate) fn work_row(work: &NewWork, seq: u64) -> (JsValue, OutboxRow) {
    let (mutation, wire) = wire_of(work, seq);
    let outbox_row = OutboxRow {
        mutation,
        wire,
        state: WorkState::default(),
    };
    let kept = KeptWork {
        wire: outbox_row.wire.clone(),
        state: json::to_text(&outbox_row.state),
        blobs: work.blobs.clone(),
    };
    (
        kept_row(&kept, &outbox_row.mutation, seq as f64),
        outbox_row,
    )
}

/// A mutation of `outbox` or `retained` under its number.
pub(crate) fn kept_row(work: &KeptWork, mutation: &Mutation, seq: f64) -> JsValue {
    Object::new()
        .number("seq", seq)
        .text("id", &mutation.id.to_string())
        .text("record", &mutation.record.to_string())
        .array("blobs", work.blobs.iter().map(BlobHash::to_string))
        .text("wire", &work.wire)
        .text("state", &work.state)
        .into()
}

/// A row of `outbox` or `retained`.
pub(crate) fn read_work(row: &JsValue, store: &'static str) -> Stored<OutboxRow> {
    let wire = text(row, "wire");
    Ok(OutboxRow {
        mutation: read_json(&wire, store)?,
        state: work_state(row, store)?,
        wire,
    })
}

pub(crate) fn work_state(row: &JsValue, store: &'static str) -> Stored<WorkState> {
    read_json(&text(row, "state"), store)
}

/// The row with another state; what is sent stays as it is.
pub(crate) fn with_state(row: JsValue, state: &WorkState) -> JsValue {
    let row = Object::from(row).text("state", &json::to_text(state));
    row.into()
}

/// The blobs that a mutation's record referred to when it was handed in.
pub(crate) fn work_blobs(row: &JsValue) -> Vec<BlobHash> {
    let mut blobs = Vec::new();
    for hash in array(row, "blobs") {
        blobs.extend(
            hash.as_string()
                .and_then(|hash| hash.parse::<BlobHash>().ok()),
        );
    }
    blobs
}

/// What the bytes of a blob are, for `blob_info`.
pub(crate) fn blob_info(blob: &NewBlob) -> JsValue {
    Object::new()
        .text("mime", &blob.mime)
        .number("size_bytes", blob.bytes.len() as f64)
        .flag("is_thumbnail", blob.is_thumbnail)
        .into()
}

/// The way that a blob has before it when a record with it is handed in.
pub(crate) fn new_transfer(info: &JsValue, hash: BlobHash, record: RecordId) -> Transfer {
    Transfer {
        hash,
        mime: text(info, "mime"),
        size_bytes: number(info, "size_bytes") as u64,
        is_thumbnail: flag(info, "is_thumbnail"),
        record: Some(record),
        upload: None,
        sent_bytes: 0,
        confirmed_at_ms: None,
        refused: None,
        offer_again: false,
    }
}

/// A blob on its way with a record, for `transfers`. Only while it is open it has `waiting`, whose
/// index is the order of sending.
pub(crate) fn transfer_row(transfer: &Transfer, record: RecordId) -> JsValue {
    let hash = transfer.hash.to_string();
    let row = Object::new()
        .text("record", &record.to_string())
        .text("hash", &hash)
        .text("json", &json::to_text(transfer));
    if !transfer.is_open() {
        return row.into();
    }
    let order = js_sys::Array::of3(
        &JsValue::from_f64(transfer.size_bytes as f64),
        &JsValue::from_f64(f64::from(u8::from(!transfer.is_thumbnail))),
        &JsValue::from_str(&hash),
    );
    row.value("waiting", &order).into()
}

/// The `json` of a row.
pub(crate) fn read_row<T: DeserializeOwned>(row: &JsValue, store: &'static str) -> Stored<T> {
    read_json(&text(row, "json"), store)
}

/// A pulled record, for `base`, with its key in `lines`.
pub(crate) fn base_row(body: &RecordBody, scopes: Vec<String>) -> (JsValue, String) {
    let line = line_key(&body.day, body.id);
    let row = Object::new()
        .text("id", &body.id.to_string())
        .array("scopes", scopes.into_iter())
        .text("line", &line)
        .text("json", &json::to_text(body));
    (row.into(), line)
}

pub(crate) fn base_scopes(row: &JsValue) -> Vec<String> {
    let mut scopes = Vec::new();
    for scope in array(row, "scopes") {
        scopes.extend(scope.as_string());
    }
    scopes
}

/// The row with other scopes; the record stays as it is.
pub(crate) fn with_scopes(row: JsValue, scopes: Vec<String>) -> JsValue {
    Object::from(row).array("scopes", scopes.into_iter()).into()
}

pub(crate) fn read_base(row: &JsValue) -> Stored<BaseRow> {
    Ok(BaseRow {
        body: read_row(row, BASE)?,
        scopes: base_scopes(row),
    })
}

/// A text of `drafts`.
pub(crate) fn read_draft(row: &JsValue) -> Stored<Draft> {
    read_json(&row.as_string().unwrap_or_default(), DRAFTS)
}

/// JSON of a row; the start of it names the row if it cannot be read.
pub(crate) fn read_json<T: DeserializeOwned>(text: &str, store: &'static str) -> Stored<T> {
    json::from_text(text).map_err(|_| corrupt(store, text))
}
