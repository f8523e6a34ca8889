//! The lines of an export. The format is frozen: add only optional fields.

use std::collections::BTreeMap;

use nhatky_sync::json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::keys::{from_base64url, to_base64url};
use crate::store::{Cell, Column, Kind, TABLES, Table};

/// Raised when an older program could not load a file rightly.
pub const VERSION: u32 = 1;
pub(super) const FORMAT: &str = "nhatky-export";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: String,
    pub version: u32,
    /// When its source was sealed: whoever loads the file goes on in its epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_at: Option<i64>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            moved_at: None,
        }
    }
}

/// How the last line begins; no table is called that.
pub(super) const END: &str = "{\"end\":";

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Last {
    pub(super) end: End,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    /// By the names of their tables; those without any may be left out.
    pub(super) rows: BTreeMap<String, u64>,
    /// Of every byte above, in hexadecimal digits.
    pub(super) sha256: String,
}

/// Columns in their order; what is not there is left out.
pub(super) fn row_line(table: &Table, row: &[Cell]) -> String {
    let mut line = format!("{{\"{}\":{{", table.name);
    let mut separator = "";
    for (column, cell) in table.columns.iter().zip(row) {
        let value = match cell {
            Cell::Null => continue,
            Cell::Id(id) => format!("\"{id}\""),
            Cell::Bytes(bytes) => format!("\"{}\"", to_base64url(bytes)),
            Cell::Text(text) => json::to_text(text),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
        };
        line.push_str(separator);
        line.push_str(&format!("\"{}\":{value}", column.name));
        separator = ",";
    }
    line + "}}"
}

/// # Errors
/// What is wrong with the line.
pub(super) fn read_row(line: &str) -> Result<(&'static Table, Vec<Cell>), String> {
    let no_row = || "this is no row".to_owned();
    let object: Map<String, Value> = serde_json::from_str(line).map_err(|_| no_row())?;
    let mut entries = object.into_iter();
    let (Some((name, Value::Object(mut row))), None) = (entries.next(), entries.next()) else {
        return Err(no_row());
    };
    let table = TABLES.iter().find(|table| table.name == name);
    let table = table.ok_or("there is no such table here: use a newer program")?;
    let columns = table.columns.iter();
    let cells: Result<Vec<_>, _> = columns
        .map(|column| {
            let cell = read_cell(column, row.remove(column.name));
            cell.ok_or_else(|| format!("«{name}.{}» is missing or wrong", column.name))
        })
        .collect();
    let cells = cells?;
    if row.is_empty() {
        Ok((table, cells))
    } else {
        Err(format!(
            "«{name}» has no such column here: use a newer program"
        ))
    }
}

/// None for a value of another kind, or for nothing where something is needed.
fn read_cell(column: &Column, value: Option<Value>) -> Option<Cell> {
    Some(match (column.kind, value) {
        (_, None) if column.is_optional => Cell::Null,
        (Kind::Id, Some(Value::String(text))) => Cell::Id(Uuid::parse_str(&text).ok()?),
        (Kind::Bytes, Some(Value::String(text))) => Cell::Bytes(from_base64url(&text)?),
        (Kind::Text, Some(Value::String(text))) => Cell::Text(text),
        (Kind::Number, Some(Value::Number(number))) => Cell::Number(number.as_i64()?),
        (Kind::Flag, Some(Value::Bool(flag))) => Cell::Flag(flag),
        _ => return None,
    })
}
