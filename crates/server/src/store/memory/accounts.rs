use nhatky_domain::ids::PersonId;

use super::{MemoryTx, broken_rule};
use crate::store::{CodeRow, Codes, Result};

impl Codes for MemoryTx {
    async fn add_codes(&mut self, codes: &[CodeRow]) -> Result<()> {
        for code in codes {
            if !self.tables.codes.add(code.hash.clone(), code.clone()) {
                return Err(broken_rule("the code is there already"));
            }
        }
        Ok(())
    }

    async fn code(&mut self, hash: &[u8]) -> Result<Option<CodeRow>> {
        Ok(self.tables.codes.get(&hash.to_vec()).cloned())
    }

    async fn use_code(&mut self, hash: &[u8], used_by: &[u8], _now: i64) -> Result<bool> {
        let hash = hash.to_vec();
        let is_unused = |code: &CodeRow| code.used_by.is_none();
        if !self.tables.codes.get(&hash).is_some_and(is_unused) {
            return Ok(false);
        }
        let used_by = Some(used_by.to_vec());
        Ok(self
            .tables
            .codes
            .change(&hash, |code| code.used_by = used_by))
    }

    async fn void_codes(&mut self, person: PersonId) -> Result<()> {
        self.tables
            .codes
            .retain(|_, code| code.person != person || code.used_by.is_some() || code.is_reusable);
        Ok(())
    }

    async fn failures(&mut self, bucket: &str, hour: i64) -> Result<i64> {
        let failures = self.tables.attempts.get(&(bucket.to_owned(), hour));
        Ok(failures.copied().unwrap_or(0))
    }

    async fn note_failure(&mut self, bucket: &str, hour: i64, keep_from: i64) -> Result<()> {
        let attempts = &mut self.tables.attempts;
        attempts.retain(|(_, hour), _| *hour >= keep_from);
        let key = (bucket.to_owned(), hour);
        let failures = attempts.get(&key).copied().unwrap_or(0);
        attempts.put(key, failures + 1);
        Ok(())
    }
}
