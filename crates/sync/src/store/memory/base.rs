use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::RecordId;

use super::MemoryStore;
use crate::protocol::PullReply;
use crate::store::{Base, BaseRow, Page, StoreError, Stored, Summary};

impl Base for MemoryStore {
    async fn cursors(&self) -> Stored<BTreeMap<String, i64>> {
        Ok(self.read(|rows| rows.cursors.clone()))
    }

    async fn apply_page(&self, expected: &BTreeMap<String, i64>, reply: &PullReply) -> Stored<()> {
        self.write(|rows| {
            if rows.cursors != *expected {
                return Err(StoreError::CursorMoved);
            }
            let page = Page::of(reply);
            let touched: BTreeSet<_> = rows.base.keys().copied().chain(page.touched()).collect();
            for record in touched {
                let before = rows.base.remove(&record);
                let scopes = before.as_ref().map_or(&[][..], |row| &row.scopes);
                let scopes = page.scopes_after(record, scopes);
                let body = page.body(record).cloned().or(before.map(|row| row.body));
                if let (false, Some(body)) = (scopes.is_empty(), body) {
                    rows.base.insert(record, BaseRow { body, scopes });
                }
            }
            rows.cursors = page.cursors_after(&rows.cursors);
            Ok(())
        })
    }

    async fn base(&self, record: RecordId) -> Stored<Option<BaseRow>> {
        Ok(self.read(|rows| rows.base.get(&record).cloned()))
    }

    async fn summaries(&self) -> Stored<Vec<Summary>> {
        let mut summaries: Vec<_> = self.read(|rows| {
            rows.base
                .values()
                .map(|row| Summary::of(&row.body))
                .collect()
        });
        summaries.sort_by(|a: &Summary, b: &Summary| {
            (Reverse(&a.day), Reverse(a.id)).cmp(&(Reverse(&b.day), Reverse(b.id)))
        });
        Ok(summaries)
    }
}
