//! Who may read what, said once more and without change rows: straight from the records, the tree
//! and today's holdings. The pages that the server hands out have to agree with it.

use std::collections::BTreeSet;

use nhatky_domain::date::Date;
use nhatky_domain::holding::Role;
use nhatky_domain::ids::{FieldCode, PersonId, RecordId, UnitId};
use nhatky_domain::record::Record;
use nhatky_domain::unit::UnitTree;
use nhatky_domain::value::Value;
use nhatky_server::store::memory::Tables;

pub(crate) fn readable(tables: &Tables, person: PersonId, today: Date) -> BTreeSet<RecordId> {
    let units = led_units(tables, person, today);
    let records = tables.records.rows().map(|row| &row.record);
    records
        .filter(|record| {
            record.author == person || told_units(record).any(|unit| units.contains(&unit))
        })
        .map(|record| record.id)
        .collect()
}

fn led_units(tables: &Tables, person: PersonId, today: Date) -> BTreeSet<UnitId> {
    let tree = UnitTree::new(tables.units.rows().cloned());
    let held = tables.holdings.rows().filter(|holding| {
        holding.person == person
            && holding.from <= today
            && holding.until.is_none_or(|until| today < until)
    });
    held.flat_map(|holding| match holding.role {
        Role::R2 => vec![holding.unit],
        Role::R3 => tree.within(holding.unit),
        _ => Vec::new(),
    })
    .collect()
}

/// Its own and its partners.
fn told_units(record: &Record) -> impl Iterator<Item = UnitId> {
    let partners = record.fields.get(&FieldCode::from("don_vi"));
    let partners = partners.map_or(&[][..], Value::items).iter();
    let partners = partners.filter_map(|item| item.as_text()?.parse().ok());
    std::iter::once(record.unit).chain(partners)
}
