use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

use nhatky_domain::ids::BlobHash;
use sha2::{Digest as _, Sha256};

use super::ExportError;
use super::line::{END, End, FORMAT, Head, Last, VERSION, read_row};
use crate::store::{Cell, Table};

/// Far more than any row: a file without line ends does not fill the memory.
const MAX_LINE_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a file line by line. What it has given counts once [`Self::row`] has said that there are
/// no more: only then the whole is as it was written.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    head: Head,
    /// The one that was read last.
    line: u64,
    text: String,
    digest: Sha256,
    rows: BTreeMap<&'static str, u64>,
}

impl<R: BufRead> Reader<R> {
    /// # Errors
    /// It is no export, one of a newer program, or cannot be read.
    pub fn begin(input: R) -> Result<Self, ExportError> {
        let mut reader = Self {
            input,
            head: Head::default(),
            line: 0,
            text: String::new(),
            digest: Sha256::new(),
            rows: BTreeMap::new(),
        };
        // Anything may be handed in here: it is not that a line is wrong.
        match reader.next_line() {
            Err(ExportError::Io(error)) => return Err(ExportError::Io(error)),
            line => line.map_err(|_| ExportError::NoExport)?,
        }
        let head: Head = serde_json::from_str(&reader.text).map_err(|_| ExportError::NoExport)?;
        if head.format != FORMAT {
            return Err(ExportError::NoExport);
        }
        if head.version > VERSION {
            return Err(ExportError::Newer(head.version));
        }
        reader.head = head;
        reader.digest.update(&reader.text);
        Ok(reader)
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The number of the line that was read last.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next row; none at the end of a whole file.
    ///
    /// # Errors
    /// The file is cut or changed.
    pub fn row(&mut self) -> Result<Option<(&'static Table, Vec<Cell>)>, ExportError> {
        self.next_line()?;
        if self.text.starts_with(END) {
            let end = serde_json::from_str(&self.text).map_err(|_| self.bad("no last line"))?;
            self.check(end)?;
            return Ok(None);
        }
        let (table, row) = read_row(&self.text).map_err(|what| self.bad(what))?;
        *self.rows.entry(table.name).or_default() += 1;
        self.digest.update(&self.text);
        Ok(Some((table, row)))
    }

    fn next_line(&mut self) -> Result<(), ExportError> {
        self.line += 1;
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        let mut limited = (&mut self.input).take(MAX_LINE_BYTES);
        limited.read_until(b'\n', &mut bytes)?;
        let is_too_long = limited.limit() == 0;
        if bytes.last() != Some(&b'\n') {
            return Err(match is_too_long {
                true => self.bad("too long for a row"),
                false => ExportError::Cut { line: self.line },
            });
        }
        self.text = String::from_utf8(bytes).map_err(|_| self.bad("this is no UTF-8"))?;
        Ok(())
    }

    fn bad(&self, what: impl Into<String>) -> ExportError {
        ExportError::BadLine {
            line: self.line,
            what: what.into(),
        }
    }

    fn check(&mut self, Last { end }: Last) -> Result<(), ExportError> {
        let End { rows, sha256 } = end;
        let line = self.line;
        let damaged = |what| Err(ExportError::Damaged { line, what });
        let told = rows.iter().filter(|(_, rows)| **rows > 0);
        let told = told.map(|(name, rows)| (name.as_str(), *rows));
        if !told.eq(self.rows.iter().map(|(name, rows)| (*name, *rows))) {
            return damaged("the number of rows is another");
        }
        if sha256 != BlobHash(self.digest.clone().finalize().into()).to_string() {
            return damaged("the digest is another");
        }
        if self.rows.get("organisation") != Some(&1) {
            return damaged("this is not one organisation");
        }
        if !self.input.fill_buf()?.is_empty() {
            return damaged("there is more behind the last line");
        }
        Ok(())
    }
}
