//! Search in the rows, without diacritics.

use std::sync::Arc;

use nhatky_domain::fold::{Query, fold};
use nhatky_domain::order;

use super::{RecordRow, Rows};

/// Folded texts of the rows that were searched last; made when the first word is typed.
#[derive(Debug, Default)]
pub(super) struct Index {
    of: Option<Rows>,
    folded: Vec<String>,
}

impl Index {
    pub(super) fn find(&mut self, rows: &Rows, query: &str) -> Rows {
        let query = Query::new(query);
        if query.is_empty() {
            return rows.clone();
        }
        if !self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, rows)) {
            self.folded = rows.iter().map(|row| fold(&text(row))).collect();
            self.of = Some(rows.clone());
        }
        let mut found: Vec<_> = rows
            .iter()
            .zip(&self.folded)
            .filter_map(|(row, folded)| Some((query.rank(folded, &row.title)?, row)))
            .collect();
        // Stable: within a rank the newest day stays first.
        order::sort_by_key(&mut found, |(rank, _)| *rank);
        found.into_iter().map(|(_, row)| row.clone()).collect()
    }
}

fn text(row: &RecordRow) -> String {
    [&row.title, " ", &row.author_name].concat()
}
