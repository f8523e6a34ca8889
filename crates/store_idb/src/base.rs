use std::collections::BTreeMap;

use js_sys::Array;
use nhatky_domain::ids::RecordId;
use nhatky_sync::protocol::PullReply;
use nhatky_sync::store::{Base, BaseRow, Page, StoreError, Stored, Summary};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use crate::codec::{key, read_optional, read_rows, row_value};
use crate::error::store_error;
use crate::rows::{SEPARATOR, StoredBase, line, line_key, read_line};
use crate::schema::{BASE, BY_SCOPE, CURSORS, LINES};
use crate::store::IdbStore;
use crate::transaction::{Access, Reply, Table, Transaction};

impl Base for IdbStore {
    async fn cursors(&self) -> Stored<BTreeMap<String, i64>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[CURSORS], Access::Read)?;
                read_cursors(&transaction).await
            })
            .await
    }

    async fn apply_page(&self, expected: &BTreeMap<String, i64>, reply: &PullReply) -> Stored<()> {
        let page = Page::of(reply);
        self.connection
            .run(async |database| {
                let stores = [BASE, LINES, CURSORS];
                let transaction = Transaction::begin(database, &stores, Access::Relaxed)?;
                let stored = read_cursors(&transaction).await?;
                if stored != *expected {
                    return Err(StoreError::CursorMoved);
                }
                let rows = touched_rows(&transaction, &page, &stored).await?;
                write_rows(&transaction, &page, rows)?;
                write_cursors(&transaction, &page.cursors_after(&stored))?;
                transaction.commit().await
            })
            .await
    }

    async fn base(&self, record: RecordId) -> Stored<Option<BaseRow>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[BASE], Access::Read)?;
                let row = transaction.table(BASE)?.get(&key(record))?;
                transaction.read(&row).await?;
                let row: Option<StoredBase> = read_optional(&row, BASE, || record.to_string())?;
                row.map(StoredBase::read).transpose()
            })
            .await
    }

    async fn summaries(&self) -> Stored<Vec<Summary>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[LINES], Access::Read)?;
                let lines = transaction.table(LINES)?.get_all()?;
                transaction.read(&lines).await?;
                read_lines(&lines)
            })
            .await
    }
}

impl IdbStore {
    /// The next lines of the list after the given one, or the first: what a screen shows while
    /// the rest is still being read. Fewer than `limit` at the end.
    ///
    /// # Errors
    /// As every operation.
    pub async fn summaries_page(
        &self,
        after: Option<&Summary>,
        limit: u32,
    ) -> Stored<Vec<Summary>> {
        let after = after.map(|summary| line_key(&summary.day, summary.id));
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[LINES], Access::Read)?;
                let range = match &after {
                    Some(key) => IdbKeyRange::lower_bound_with_open(&key.as_str().into(), true)
                        .map_err(|thrown| store_error(&thrown))?
                        .into(),
                    None => JsValue::UNDEFINED,
                };
                let lines = transaction.table(LINES)?.get_range(&range, limit)?;
                transaction.read(&lines).await?;
                read_lines(&lines)
            })
            .await
    }
}

/// All lines cross from the browser as one text.
fn read_lines(lines: &Reply) -> Stored<Vec<Summary>> {
    let lines = lines.array()?;
    if lines.length() == 0 {
        return Ok(Vec::new());
    }
    let text = String::from(lines.join(SEPARATOR));
    text.split(SEPARATOR)
        .map(|line| {
            read_line(line).ok_or_else(|| StoreError::Corrupt {
                store: LINES,
                key: line.chars().take(36).collect(),
            })
        })
        .collect()
}

async fn read_cursors(transaction: &Transaction) -> Stored<BTreeMap<String, i64>> {
    let cursors = transaction.table(CURSORS)?;
    let (scopes, seqs) = (cursors.get_all_keys()?, cursors.get_all()?);
    transaction.read(&seqs).await?;
    let (scopes, seqs): (Array, Array) = (scopes.array()?, seqs.array()?);
    scopes
        .iter()
        .zip(seqs.iter())
        .map(|(scope, seq)| match (scope.as_string(), seq.as_f64()) {
            (Some(scope), Some(seq)) => Ok((scope, seq as i64)),
            (scope, _) => Err(StoreError::Corrupt {
                store: CURSORS,
                key: scope.unwrap_or_default(),
            }),
        })
        .collect()
}

/// Rows that the page names or that lie in a scope that is gone, as they are stored.
async fn touched_rows(
    transaction: &Transaction,
    page: &Page<'_>,
    stored: &BTreeMap<String, i64>,
) -> Stored<BTreeMap<RecordId, Option<StoredBase>>> {
    let base = transaction.table(BASE)?;
    let mut by_id = Vec::new();
    for record in page.touched() {
        by_id.push((record, base.get(&key(record))?));
    }
    let mut in_gone = Vec::new();
    for scope in stored.keys().filter(|scope| !page.keeps(scope)) {
        in_gone.push(base.index(BY_SCOPE)?.get_all(&scope.as_str().into())?);
    }
    let last = in_gone.last().or(by_id.last().map(|(_, reply)| reply));
    if let Some(last) = last {
        transaction.read(last).await?;
    }
    let mut rows = BTreeMap::new();
    for reply in &in_gone {
        let gone: Vec<StoredBase> = read_rows(reply, BASE)?;
        rows.extend(gone.into_iter().map(|row| (row.id, Some(row))));
    }
    for (record, reply) in &by_id {
        rows.insert(*record, read_optional(reply, BASE, || record.to_string())?);
    }
    Ok(rows)
}

fn write_rows(
    transaction: &Transaction,
    page: &Page<'_>,
    rows: BTreeMap<RecordId, Option<StoredBase>>,
) -> Stored<()> {
    let (base, lines) = (transaction.table(BASE)?, transaction.table(LINES)?);
    for (record, before) in rows {
        let scopes = before.as_ref().map_or(&[][..], |row| &row.scopes);
        let scopes = page.scopes_after(record, scopes);
        match (scopes.is_empty(), page.body(record), before) {
            (true, _, Some(before)) => {
                base.delete(&key(record))?;
                lines.delete(&before.line.into())?;
            }
            (false, Some(body), before) => {
                let row = StoredBase::of(body, scopes);
                base.put(&row_value(&row)?)?;
                replace_line(&lines, before, &row, &Summary::of(body))?;
            }
            (false, None, Some(before)) => {
                base.put(&row_value(&StoredBase { scopes, ..before })?)?;
            }
            (_, _, None) => {}
        }
    }
    Ok(())
}

fn replace_line(
    lines: &Table,
    before: Option<StoredBase>,
    row: &StoredBase,
    summary: &Summary,
) -> Stored<()> {
    if let Some(before) = before.filter(|before| before.line != row.line) {
        lines.delete(&before.line.into())?;
    }
    lines.put_at(&row.line.as_str().into(), &line(summary).into())
}

fn write_cursors(transaction: &Transaction, cursors: &BTreeMap<String, i64>) -> Stored<()> {
    let table = transaction.table(CURSORS)?;
    table.clear()?;
    for (scope, seq) in cursors {
        table.put_at(&scope.as_str().into(), &JsValue::from_f64(*seq as f64))?;
    }
    Ok(())
}
