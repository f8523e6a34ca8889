use std::collections::BTreeMap;
use std::io::{self, Write};

use nhatky_domain::ids::BlobHash;
use nhatky_sync::json;
use sha2::{Digest as _, Sha256};

use super::ExportError;
use super::line::{End, Head, Last, row_line};
use crate::store::{Cell, Dump, TABLES, Table};

/// Writes a file line by line.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    digest: Sha256,
    rows: BTreeMap<String, u64>,
}

impl<W: Write> Writer<W> {
    /// # Errors
    /// It cannot be written to.
    pub fn begin(out: W, head: &Head) -> io::Result<Self> {
        let mut writer = Self {
            out,
            digest: Sha256::new(),
            rows: BTreeMap::new(),
        };
        writer.line(json::to_text(head))?;
        Ok(writer)
    }

    /// # Errors
    /// It cannot be written to.
    pub fn row(&mut self, table: &Table, row: &[Cell]) -> io::Result<()> {
        self.line(row_line(table, row))?;
        *self.rows.entry(table.name.to_owned()).or_default() += 1;
        Ok(())
    }

    /// Writes the last line. Gives the number of rows.
    ///
    /// # Errors
    /// It cannot be written to.
    pub fn end(mut self) -> io::Result<u64> {
        let rows = self.rows.values().sum();
        let end = End {
            rows: std::mem::take(&mut self.rows),
            sha256: BlobHash(self.digest.clone().finalize().into()).to_string(),
        };
        self.line(json::to_text(&Last { end }))?;
        self.out.flush()?;
        Ok(rows)
    }

    fn line(&mut self, mut line: String) -> io::Result<()> {
        line.push('\n');
        self.digest.update(&line);
        self.out.write_all(line.as_bytes())
    }
}

/// Writes everything that the transaction sees. Gives the number of rows.
///
/// # Errors
/// Nothing was founded, or the file cannot be written.
pub async fn write<T: Dump>(
    tx: &mut T,
    out: impl Write + Send,
    head: &Head,
) -> Result<u64, ExportError> {
    if tx.organisation().await?.is_none() {
        return Err(ExportError::NotFounded);
    }
    let mut writer = Writer::begin(out, head)?;
    for table in TABLES {
        tx.each_row(table, |row| Ok::<_, ExportError>(writer.row(table, &row)?))
            .await?;
    }
    Ok(writer.end()?)
}
