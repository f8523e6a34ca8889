//! Records: one filled form with its state and revision.

use std::collections::BTreeMap;

use crate::ids::{FieldCode, FormCode, PersonId, RecordId, StateCode, UnitId};
use crate::value::Value;

/// Answers by field. Blank answers are not kept, so equal content is equal maps.
pub type Fields = BTreeMap<FieldCode, Value>;

/// One filled form, as it stands after `rev` applied changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: RecordId,
    pub form: FormCode,
    pub form_version: u32,
    /// The unit that it is logged for: decides who reviews it and where it counts.
    pub unit: UnitId,
    pub author: PersonId,
    pub fields: Fields,
    pub state: StateCode,
    pub rev: u32,
}

/// Puts an answer, or takes it out when it is blank.
pub fn put(fields: &mut Fields, code: FieldCode, value: Value) {
    if value.is_blank() {
        fields.remove(&code);
    } else {
        fields.insert(code, value);
    }
}
