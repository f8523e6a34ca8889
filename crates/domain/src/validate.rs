//! Checks answers against their form. The phone lists what comes out, the server refuses by it.
//!
//! An issue is data, never an error: what is typed stays. Warnings never block.

mod amount;
mod shape;

use crate::form::{Field, FieldKind, Form};
use crate::ids::{FieldCode, IndicatorCode};
use crate::indicator::Indicator;
use crate::record::Fields;

/// What the checks need to know besides the answers.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub indicators: &'a [Indicator],
    /// Membership of the record's unit; 0 is not known.
    pub members: u32,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldIssue {
    pub field: FieldCode,
    pub problem: Problem,
}

/// What is the matter with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Required and not answered.
    Missing,
    /// Not a shape that this kind of field has; an app of ours never makes it.
    WrongShape,
    /// A code that the form or the catalogue does not offer.
    UnknownChoice(String),
    /// The form does not have this field.
    UnknownField,
    BelowMinimum(i64),
    AboveMaximum(i64),
    TooLong(u32),
    /// A day before 2000 or after 2100: a wrong clock or a slip.
    UnlikelyDate,
    /// Unusually large: look again. A warning.
    Unusual,
    /// As `Unusual`, for one indicator.
    UnusualIndicator(IndicatorCode),
}

impl Problem {
    /// A warning is shown and never blocks.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::Unusual | Self::UnusualIndicator(_))
    }

    /// Whether a server should refuse the record: not for gaps that a reviewer can send back.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        !self.is_warning() && !matches!(self, Self::Missing | Self::UnknownField)
    }
}

/// All issues in the order of the page; fields that the form does not have come last.
#[must_use]
pub fn check(form: &Form, fields: &Fields, context: Context<'_>) -> Vec<FieldIssue> {
    let mut issues = Vec::new();
    for field in form.fields().filter(|field| form.asks(&field.code, fields)) {
        let problems = match fields.get(&field.code).filter(|value| !value.is_blank()) {
            None => Vec::from_iter(field.required.then_some(Problem::Missing)),
            Some(value) => match shape::check(field, value, context) {
                problems if problems.is_empty() => amount::check(field, value, context),
                problems => problems,
            },
        };
        issues.extend(problems.into_iter().map(|problem| FieldIssue {
            field: field.code.clone(),
            problem,
        }));
    }
    let unknown = fields.keys().filter(|code| form.field(code).is_none());
    issues.extend(unknown.map(|code| FieldIssue {
        field: code.clone(),
        problem: Problem::UnknownField,
    }));
    issues
}

/// Answers without those of fields that the form, given the rest, does not ask. Fields unknown to
/// the form stay: they may be a newer form's.
#[must_use]
pub fn asked_only(form: &Form, fields: &Fields) -> Fields {
    let keep = |code: &FieldCode| form.field(code).is_none() || form.asks(code, fields);
    fields
        .iter()
        .filter(|(code, _)| keep(code))
        .map(|(code, value)| (code.clone(), value.clone()))
        .collect()
}

/// Whether two answers to this field are joined as sets when both changed, rather than clashing.
#[must_use]
pub fn merges_as_set(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Choices | FieldKind::Checklist | FieldKind::Units | FieldKind::Photos
    )
}
