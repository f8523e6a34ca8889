//! Forms: what is asked. Data of the catalogue, read by the server and sent to phones; never code.
//!
//! The types here are a format of their own (TOML in `catalogue/`, JSON on the wire): add only
//! optional fields. What an answer may look like is in `validate.rs`.

mod condition;
mod feed;

use serde::{Deserialize, Serialize};

pub use self::condition::Condition;
pub use self::feed::{Fact, Feed};
use crate::date::Date;
use crate::ids::{ChoiceCode, FieldCode, FormCode};
use crate::record::Fields;
use crate::value::Value;
use crate::workflow::WorkflowName;

/// One version of a form. A version, once published, is never altered: records name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub code: FormCode,
    pub version: u32,
    pub name: String,
    /// For narrow places and titles: «30 phút».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    pub workflow: WorkflowName,
    /// The field whose text stands for the record in lists; a choice shows its label.
    pub title_field: FieldCode,
    /// The field with the day on which the work was done.
    pub date_field: FieldCode,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    #[serde(default, rename = "feed", skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<Feed>,
}

/// A titled group of fields that folds on the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub code: String,
    pub title: String,
    /// Closed until the person opens it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub folded: bool,
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// One question. Attributes that its kind does not use stay empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub code: FieldCode,
    pub label: String,
    pub kind: FieldKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Asked only while this holds; an unasked field is neither missing nor sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Answers of a choice, items of a checklist, columns of counts.
    #[serde(default, rename = "choice", skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Columns of `lines`.
    #[serde(default, rename = "column", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Self>,
    /// Unit of measure shown behind a quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Decimals that a quantity is typed with; it is stored as an integer times 10^decimals.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decimals: u8,
    /// Where offered answers come from besides `choices`: `motto_parts` and `provincial_tasks`
    /// become choices when the catalogue is loaded, `usual_places` of the unit are texts to pick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Filled in when a form is opened: a literal, or `today`, `unit`, `person`, `last` (the
    /// person's own answer of last time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Above this the person is asked to look again; nothing is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_above: Option<i64>,
    /// As `warn_above`, as a multiple of the unit's membership; for counts, of their sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_above_members: Option<i64>,
    /// Most characters of a text, most items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_len: Option<u32>,
}

/// One offered answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub code: ChoiceCode,
    pub label: String,
    /// Heading under which it is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// A column of counts that is a part of the others and is left out of their sum.
    #[serde(default, skip_serializing_if = "is_false")]
    pub part: bool,
}

/// The closed set of field kinds. The shape of each answer:
///
/// | kind | value |
/// |---|---|
/// | text, long_text, link | `"…"` |
/// | integer, quantity, money | `12` (quantity: times 10^decimals; money: đồng) |
/// | date · time · time_range | `"2020-07-24"` · `"17:00"` · `{"from":"22:00","to":"01:30"}` |
/// | choice · choices, checklist | `"code"` · `["code", …]` |
/// | unit, person · units | an id · `[id, …]` |
/// | counts · indicators | `{"column": 9}` · `{"V10": 25}` (scaled by the indicator's decimals) |
/// | photos | `[{"sha":"…","size":…,"w":…,"h":…,"thumb":"…","thumb_size":…}, …]` |
/// | location | `{"lat":10123,"lon":106456}`, thousandths of a degree, about 100 m |
/// | lines | `[{"column": value, …}, …]` |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    LongText,
    Integer,
    Quantity,
    Money,
    Date,
    Time,
    TimeRange,
    Choice,
    Choices,
    Unit,
    Units,
    Person,
    Counts,
    Indicators,
    Photos,
    Location,
    Link,
    Checklist,
    Lines,
    /// A kind of a newer app: shown as «cần cập nhật», its answer kept as it is.
    #[serde(other)]
    Unknown,
}

impl Form {
    /// All fields in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    #[must_use]
    pub fn field(&self, code: &FieldCode) -> Option<&Field> {
        self.fields().find(|field| field.code == *code)
    }

    /// What stands for a record in lists; a form whose title is a choice puts its name before.
    #[must_use]
    pub fn title_of(&self, fields: &Fields) -> String {
        let text = fields
            .get(&self.title_field)
            .and_then(Value::as_text)
            .unwrap_or_default();
        match self
            .field(&self.title_field)
            .and_then(|field| field.choice_label(text))
        {
            Some(label) => [self.short_name(), label].join(": "),
            None if text.is_empty() => self.name.clone(),
            None => text.to_owned(),
        }
    }

    /// The day of the work as the person entered it; none if it is blank or unreadable.
    #[must_use]
    pub fn day_of(&self, fields: &Fields) -> Option<Date> {
        Date::parse_iso(fields.get(&self.date_field)?.as_text()?)
    }

    fn short_name(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }

    /// The first field of a kind: a form has at most one of `photos`, `location`, `indicators`.
    #[must_use]
    pub fn field_of(&self, kind: FieldKind) -> Option<&Field> {
        self.fields().find(|field| field.kind == kind)
    }
}

impl Field {
    /// The label of an offered answer.
    #[must_use]
    pub fn choice_label(&self, code: &str) -> Option<&str> {
        self.choices
            .iter()
            .find(|choice| choice.code.as_str() == code)
            .map(|choice| choice.label.as_str())
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}
