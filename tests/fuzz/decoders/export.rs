//! An organisation as one file.

use std::collections::BTreeMap;
use std::io;

use nhatky_domain::ids::BlobHash;
use nhatky_server::export::{ExportError, Head, Reader, Writer};
use nhatky_server::store::{Cell, Table};

/// What a whole file gave is written and read again as the same.
pub(crate) fn whole_and_broken(bytes: &[u8]) {
    read_and_exported(bytes);
    // With the right digest and numbers, so that whole files are met too.
    read_and_exported(ended(&String::from_utf8_lossy(bytes)).as_bytes());
}

/// Whatever its last line said.
fn ended(text: &str) -> String {
    let mut text = text.to_owned();
    text.truncate(text.find("{\"end\":").unwrap_or(text.len()));
    let mut rows = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut names = line.split('"');
        *rows.entry(names.nth(1).unwrap_or_default()).or_insert(0) += 1;
    }
    let sha256 = BlobHash(nhatky_server::keys::sha256(text.as_bytes()));
    let end = serde_json::json!({ "end": { "rows": rows, "sha256": sha256.to_string() } });
    format!("{text}{end}\n")
}

fn read_and_exported(bytes: &[u8]) {
    match exported(bytes) {
        Ok((rows, head)) => {
            let Ok(text) = written(&rows, &head) else {
                panic!("memory takes all");
            };
            let Ok(again) = exported(&text) else {
                panic!("what was written can be read");
            };
            assert_eq!(again, (rows, head));
        }
        Err(error) => assert!(error.to_string().starts_with("line "), "{error}"),
    }
}

fn written(rows: &Rows, head: &Head) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let mut writer = Writer::begin(&mut text, head)?;
    for (table, row) in rows {
        writer.row(table, row)?;
    }
    writer.end()?;
    Ok(text)
}

type Rows = Vec<(&'static Table, Vec<Cell>)>;

fn exported(bytes: &[u8]) -> Result<(Rows, Head), ExportError> {
    let mut reader = Reader::begin(bytes)?;
    let mut rows = Vec::new();
    while let Some(row) = reader.row()? {
        rows.push(row);
    }
    Ok((rows, reader.head().clone()))
}
