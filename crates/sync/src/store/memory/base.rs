use std::cmp::Reverse;
use std::collections::BTreeMap;

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
            let page = Page(reply);
            let is_gone = |row: &BaseRow| !row.scopes.iter().all(|scope| page.keeps(scope));
            let in_gone = rows.base.values().filter(|row| is_gone(row));
            let in_gone: Vec<_> = in_gone.map(|row| row.body.id).collect();
            for record in page.touched().chain(in_gone) {
                let before = rows.base.remove(&record);
                let scopes = before.as_ref().map(|row| row.scopes.clone());
                let scopes = page.scopes_after(record, scopes.unwrap_or_default());
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
