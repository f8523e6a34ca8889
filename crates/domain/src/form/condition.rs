//! When a field is asked: a look at the answer of another field.

use serde::{Deserialize, Serialize};

use super::Form;
use crate::ids::FieldCode;
use crate::record::Fields;
use crate::value::Value;

/// Holds when the named field is answered and, if `any_of` is given, holds one of these codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub field: FieldCode,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<String>,
}

impl Condition {
    #[must_use]
    pub fn holds(&self, fields: &Fields) -> bool {
        let Some(value) = fields.get(&self.field).filter(|value| !value.is_blank()) else {
            return false;
        };
        self.any_of.is_empty() || self.any_of.iter().any(|code| has_code(value, code))
    }
}

/// A choice that is `code`, or choices that include it.
fn has_code(value: &Value, code: &str) -> bool {
    value.as_text() == Some(code)
        || value
            .items()
            .iter()
            .any(|item| item.as_text() == Some(code))
}

impl Form {
    /// Whether a field is asked, given the answers so far. A field unknown to the form is not.
    #[must_use]
    pub fn asks(&self, code: &FieldCode, fields: &Fields) -> bool {
        self.field(code)
            .is_some_and(|field| field.when.as_ref().is_none_or(|when| when.holds(fields)))
    }
}
