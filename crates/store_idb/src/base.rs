use std::collections::BTreeMap;

use js_sys::Array;
use nhatky_domain::ids::RecordId;
use nhatky_sync::protocol::PullReply;
use nhatky_sync::store::{Base, BaseRow, Page, StoreError, Stored, Summary};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::line::line;
use crate::lines::read_lines;
use crate::object::{corrupt, key, optional, rows_of, text};
use crate::rows::{base_row, base_scopes, read_base, with_scopes};
use crate::schema::{BASE, BY_SCOPE, CURSORS, LINES};
use crate::store::IdbStore;
use crate::transaction::{Access, Transaction};

impl Base for IdbStore {
    async fn cursors(&self) -> Stored<BTreeMap<String, i64>> {
        read_cursors(&self.connection.read(&[CURSORS], &ask_cursors).await?)
    }

    async fn apply_page(&self, expected: &BTreeMap<String, i64>, reply: &PullReply) -> Stored<()> {
        let page = Page(reply);
        let ask = |transaction: &Transaction| {
            ask_cursors(transaction);
            for record in page.touched() {
                transaction.get(BASE, &key(record));
            }
            for scope in expected.keys().filter(|scope| !page.keeps(scope)) {
                transaction.get_all_by(BASE, BY_SCOPE, &scope.into());
            }
        };
        let write = |transaction: &Transaction, results: &[JsValue]| {
            if read_cursors(results)? != *expected {
                return Err(StoreError::CursorMoved);
            }
            let mut rows = results.iter().skip(CURSOR_RESULTS);
            for (record, row) in page.touched().zip(&mut rows) {
                write_row(transaction, page, record, row.clone());
            }
            for in_gone in rows {
                for row in in_gone.unchecked_ref::<Array>().iter() {
                    let id = text(&row, "id");
                    let record = id.parse().map_err(|_| corrupt(BASE, &id))?;
                    write_row(transaction, page, record, row);
                }
            }
            write_cursors(transaction, &page.cursors_after(expected));
            Ok(())
        };
        let stores = [BASE, LINES, CURSORS];
        let applied = self
            .connection
            .change(&stores, Access::Relaxed, &ask, &write);
        applied.await.map(|_| ())
    }

    async fn base(&self, record: RecordId) -> Stored<Option<BaseRow>> {
        let row = self.connection.get(BASE, &key(record)).await?;
        optional(row).map(|row| read_base(&row)).transpose()
    }

    async fn summaries(&self) -> Stored<Vec<Summary>> {
        let lines = self.connection.get_all(LINES);
        read_lines(&lines.await?)
    }
}

/// How many results the cursors take.
const CURSOR_RESULTS: usize = 2;

fn ask_cursors(transaction: &Transaction) {
    transaction.get_all_keys(CURSORS);
    transaction.get_all(CURSORS);
}

fn read_cursors(results: &[JsValue]) -> Stored<BTreeMap<String, i64>> {
    let mut cursors = BTreeMap::new();
    let (scopes, seqs) = (rows_of(results, 0), rows_of(results, 1));
    for (scope, seq) in scopes.iter().zip(seqs) {
        let scope = scope.as_string().unwrap_or_default();
        let seq = seq.as_f64().ok_or_else(|| corrupt(CURSORS, &scope))?;
        cursors.insert(scope, seq as i64);
    }
    Ok(cursors)
}

fn write_cursors(transaction: &Transaction, cursors: &BTreeMap<String, i64>) {
    transaction.clear(CURSORS);
    for (scope, seq) in cursors {
        transaction.put_at(CURSORS, &scope.into(), &JsValue::from_f64(*seq as f64));
    }
}

/// What the page makes of one row, undefined if it is not here yet.
fn write_row(transaction: &Transaction, page: Page<'_>, record: RecordId, before: JsValue) {
    let is_here = !before.is_undefined();
    let (scopes, line_before) = if is_here {
        (base_scopes(&before), text(&before, "line"))
    } else {
        (Vec::new(), String::new())
    };
    let scopes = page.scopes_after(record, scopes);
    match page.body(record) {
        _ if scopes.is_empty() && is_here => {
            transaction.delete(BASE, &key(record));
            transaction.delete(LINES, &line_before.into());
        }
        _ if scopes.is_empty() => {}
        Some(body) => {
            let (row, line_key) = base_row(body, scopes);
            transaction.put(BASE, &row);
            if is_here && line_before != line_key {
                transaction.delete(LINES, &line_before.into());
            }
            transaction.put_at(LINES, &line_key.into(), &line(&Summary::of(body)).into());
        }
        None if is_here => transaction.put(BASE, &with_scopes(before, scopes)),
        None => {}
    }
}
