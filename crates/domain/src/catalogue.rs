//! The catalogue: everything that is data rather than code, in the form phones receive it.
//!
//! The TOML files it is loaded from lie in `catalogue/`; the server reads them, the app never does.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::form::Form;
use crate::ids::FormCode;
use crate::indicator::Indicator;
use crate::unit::Unit;

/// What a phone needs to work without a signal. Wire format; add only optional fields.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// Changes whenever anything below changes; phones send back the one they have.
    pub version: String,
    pub organisation: String,
    pub forms: Vec<Form>,
    pub indicators: Vec<Indicator>,
    pub units: Vec<Unit>,
    pub campaigns: Vec<Campaign>,
    pub mottos: Vec<Motto>,
    pub tasks: Vec<ProvincialTask>,
}

impl Catalogue {
    /// The newest version of a form.
    #[must_use]
    pub fn form(&self, code: &FormCode) -> Option<&Form> {
        self.forms
            .iter()
            .filter(|form| form.code == *code)
            .max_by_key(|form| form.version)
    }

    /// The version that a record was filled with.
    #[must_use]
    pub fn form_version(&self, code: &FormCode, version: u32) -> Option<&Form> {
        self.forms
            .iter()
            .find(|form| form.code == *code && form.version == version)
    }
}

/// A window of the year in which certain work is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    pub code: String,
    pub name: String,
    /// First and last day as month and day, every year: `[3, 1]`.
    pub from: [u8; 2],
    pub to: [u8; 2],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The motto of a year and its parts, which records are tagged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motto {
    pub year: i32,
    pub text: String,
    pub parts: Vec<MottoPart>,
}

/// One part of a motto.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MottoPart {
    pub code: String,
    pub name: String,
}

/// One of the «06 nhiệm vụ trọng tâm» or «03 nhiệm vụ đột phá». An empty name is a slot that the
/// office has not filled in; the content is never invented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvincialTask {
    pub code: String,
    pub year: i32,
    pub kind: TaskKind,
    #[serde(default)]
    pub name: String,
}

/// Trọng tâm or đột phá.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskKind {
    #[serde(rename = "trong_tam")]
    Key,
    #[serde(rename = "dot_pha")]
    Breakthrough,
}

/// A day off work, for due dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    pub day: Date,
    pub name: String,
}
