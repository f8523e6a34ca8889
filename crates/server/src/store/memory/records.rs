use nhatky_domain::date::Date;
use nhatky_domain::ids::{RecordId, UnitId};

use super::MemoryTx;
use crate::store::{FactRow, RecordRow, Records, Result};

impl Records for MemoryTx {
    async fn records(&mut self, ids: &[RecordId]) -> Result<Vec<RecordRow>> {
        Ok(self.tables.records.find(ids))
    }

    async fn save_records(&mut self, rows: &[RecordRow]) -> Result<()> {
        for row in rows {
            self.tables.records.put(row.record.id, row.clone());
        }
        Ok(())
    }

    async fn save_facts(&mut self, rows: &[FactRow]) -> Result<()> {
        for row in rows {
            self.tables.facts.put(row.record, row.clone());
        }
        Ok(())
    }

    async fn total(
        &mut self,
        indicator: &str,
        unit: UnitId,
        (from, to): (Date, Date),
    ) -> Result<i64> {
        let rows = self.tables.facts.rows();
        let counted = rows.filter(|row| row.unit == unit && from <= row.day && row.day <= to);
        let facts = counted.flat_map(|row| &row.facts);
        Ok(facts
            .filter(|fact| fact.indicator.as_str() == indicator)
            .map(|fact| fact.amount)
            .sum())
    }

    async fn record_count(&mut self) -> Result<i64> {
        Ok(self.tables.records.len() as i64)
    }
}
