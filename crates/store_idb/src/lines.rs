//! Reading lists: all of them, or page by page.

use js_sys::Array;
use nhatky_sync::store::{Stored, Summary};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use crate::error::store_error;
use crate::line::{SEPARATOR, line_key, read_line};
use crate::object::corrupt;
use crate::schema::LINES;
use crate::store::IdbStore;

/// All lines cross from the browser as one text.
pub(crate) fn read_lines(lines: &Array) -> Stored<Vec<Summary>> {
    let mut summaries = Vec::new();
    if lines.length() > 0 {
        let text = String::from(lines.join(SEPARATOR.encode_utf8(&mut [0; 4])));
        for line in text.split(SEPARATOR) {
            summaries.push(read_line(line).ok_or_else(|| corrupt(LINES, line))?);
        }
    }
    Ok(summaries)
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
        let range = match after {
            Some(line) => {
                let key = line_key(&line.day, line.id).into();
                let range = IdbKeyRange::lower_bound_with_open(&key, true);
                range.map_err(|thrown| store_error(&thrown))?.into()
            }
            None => JsValue::UNDEFINED,
        };
        let lines = self.connection.get_range(LINES, &range, limit);
        read_lines(&lines.await?)
    }
}
