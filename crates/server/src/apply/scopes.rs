//! Scopes: the audiences that a record goes to. Names are a wire format and frozen.

use std::collections::BTreeSet;

use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{PersonId, UnitId};
use nhatky_domain::record::Record;
use nhatky_domain::value::Value;

/// What a person wrote.
#[must_use]
pub(crate) fn of_person(person: PersonId) -> String {
    format!("p:{person}")
}

/// What those who lead a unit may read: class V2.
#[must_use]
pub(crate) fn of_unit(unit: UnitId) -> String {
    format!("u:{unit}:v2")
}

/// Its author, its unit, its partner units. Who stands above these is reckoned at each pull.
pub(super) fn of_record(record: &Record, form: Option<&Form>) -> BTreeSet<String> {
    let mut scopes = BTreeSet::from([of_person(record.author), of_unit(record.unit)]);
    let partner_fields = form
        .into_iter()
        .flat_map(Form::fields)
        .filter(|field| field.kind == FieldKind::Units);
    let partners = partner_fields
        .filter_map(|field| record.fields.get(&field.code))
        .flat_map(Value::items)
        .filter_map(|item| item.as_text()?.parse().ok());
    scopes.extend(partners.map(of_unit));
    scopes
}
