//! Whether numbers of the right shape are within limits, and whether they look like a slip.

use super::{Context, Problem};
use crate::form::{Field, FieldKind};
use crate::value::Value;

pub(super) fn check(field: &Field, value: &Value, context: Context<'_>) -> Vec<Problem> {
    match (field.kind, value) {
        (FieldKind::Indicators, Value::Map(entries)) => {
            let mut problems: Vec<_> = entries
                .values()
                .filter_map(|amount| limits(field, amount))
                .take(1)
                .collect();
            problems.extend(
                entries
                    .iter()
                    .filter_map(|(code, amount)| unusual_indicator(code, amount, context)),
            );
            problems
        }
        (_, Value::Map(entries)) => {
            let mut problems: Vec<_> = entries
                .values()
                .filter_map(|amount| limits(field, amount))
                .take(1)
                .collect();
            problems.extend(unusual(field, sum(field, value), context));
            problems
        }
        (_, Value::Int(number)) => limits(field, value)
            .into_iter()
            .chain(unusual(field, *number, context))
            .collect(),
        _ => Vec::new(),
    }
}

/// Counts of people and things are never negative, whatever the form says.
fn limits(field: &Field, amount: &Value) -> Option<Problem> {
    let number = amount.as_int()?;
    let min = field.min.unwrap_or(0);
    if number < min {
        return Some(Problem::BelowMinimum(min));
    }
    field
        .max
        .filter(|max| number > *max)
        .map(Problem::AboveMaximum)
}

/// The columns that are not parts of others, added up.
fn sum(field: &Field, value: &Value) -> i64 {
    let columns = field.choices.iter().filter(|choice| !choice.part);
    columns
        .filter_map(|choice| value.get(choice.code.as_str())?.as_int())
        .fold(0, i64::saturating_add)
}

fn unusual(field: &Field, number: i64, context: Context<'_>) -> Option<Problem> {
    let by_members = field
        .warn_above_members
        .filter(|_| context.members > 0)
        .map(|factor| factor.saturating_mul(i64::from(context.members)));
    let limit = field.warn_above.into_iter().chain(by_members).min()?;
    (number > limit).then_some(Problem::Unusual)
}

fn unusual_indicator(code: &str, amount: &Value, context: Context<'_>) -> Option<Problem> {
    let indicator = context
        .indicators
        .iter()
        .find(|row| row.code.as_str() == code)?;
    (amount.as_int()? > indicator.warn_above?)
        .then(|| Problem::UnusualIndicator(indicator.code.clone()))
}
