use std::io::BufRead;

use super::{ExportError, ROWS_AT_ONCE, Reader};
use crate::audit;
use crate::store::{Cell, Dump, Head, StoreError, Table};

/// Loads an export into an empty database. The caller commits, after `Ok` only. Gives the number
/// of rows.
///
/// # Errors
/// The database is in use, or the file is cut or changed.
pub async fn load<T: Dump>(
    tx: &mut T,
    reader: &mut Reader<impl BufRead + Send>,
) -> Result<u64, ExportError> {
    if tx.organisation().await?.is_some() {
        return Err(ExportError::Founded);
    }
    let mut page = Page::default();
    let mut loaded = 0;
    while let Some((table, row)) = reader.row()? {
        let goes_on = page.table == Some(table) && page.rows.len() < ROWS_AT_ONCE;
        if !goes_on {
            page.flush(tx, reader.line()).await?;
            page.table = Some(table);
        }
        page.rows.push(row);
        loaded += 1;
    }
    page.flush(tx, reader.line()).await?;
    if tx.audit_head().await? == Head::default() {
        // A file of a program that had no chain yet.
        audit::append_missing(tx).await?;
    }
    Ok(loaded)
}

/// Rows of one table on their way into the database.
#[derive(Default)]
struct Page {
    table: Option<&'static Table>,
    rows: Vec<Vec<Cell>>,
}

impl Page {
    /// They end before `line`.
    async fn flush<T: Dump>(&mut self, tx: &mut T, line: u64) -> Result<(), ExportError> {
        let Some(table) = self.table else {
            return Ok(());
        };
        let added = tx.add_rows(table, &self.rows).await;
        self.rows.clear();
        added.map_err(|error| match error {
            StoreError::Constraint(_) => ExportError::Unfit { line: line - 1 },
            error => ExportError::Store(error),
        })
    }
}
