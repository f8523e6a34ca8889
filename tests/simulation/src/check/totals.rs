//! No record is counted twice, and none that does not count.

use std::collections::BTreeMap;

use nhatky_domain::form::Fact;
use nhatky_domain::ids::FieldCode;
use nhatky_domain::record::Record;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::{CANCELLED, MERGED};
use nhatky_server::store::memory::Tables;

use super::broken;
use crate::world::Kept;

pub(super) fn of_all(tables: &Tables) -> Kept {
    for row in tables.records.rows() {
        let record = &row.record;
        let stored = tables.facts.get(&record.id);
        let facts = stored.map_or(&[][..], |row| &row.facts).iter();
        let mut amounts = BTreeMap::new();
        for Fact { indicator, amount } in facts {
            *amounts.entry(indicator.as_str()).or_insert(0) += amount;
        }
        if amounts != counted(record) {
            return broken(format!("{} counts {amounts:?}", record.id));
        }
        if stored.is_some_and(|row| row.unit != record.unit) {
            return broken(format!("{} counts for another unit", record.id));
        }
    }
    let mut counted = tables.facts.rows().map(|row| row.record);
    match counted.find(|id| tables.records.get(id).is_none()) {
        Some(record) => broken(format!("{record} counts and is not there")),
        None => Ok(()),
    }
}

/// By the simulation's form: each record once, and the number in «so».
fn counted(record: &Record) -> BTreeMap<&'static str, i64> {
    if matches!(record.state.as_str(), CANCELLED | MERGED) {
        return BTreeMap::new();
    }
    let number = record.fields.get(&FieldCode::from("so"));
    let number = number.and_then(Value::as_int).unwrap_or(0);
    let all = [("I1", 1), ("I2", number)];
    all.into_iter().filter(|(_, amount)| *amount != 0).collect()
}
