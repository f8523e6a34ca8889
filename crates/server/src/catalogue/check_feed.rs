//! Which indicators a form feeds, and that nothing is counted twice.

use nhatky_domain::form::{Feed, Field, FieldKind, Form};
use nhatky_domain::indicator::{Aggregation, Indicator};

use super::check_form::check_condition;
use super::mistake::{Fault, Mistakes};

pub(super) fn check(form: &Form, indicators: &[Indicator], mistakes: &mut Mistakes<'_>) {
    for feed in &form.feeds {
        let entry = format!("feed {}", feed.indicator);
        check_indicator(feed, form, indicators, &entry, mistakes);
        check_field(feed, form, &entry, mistakes);
        if let Some(when) = &feed.when {
            check_condition(when, form, &entry, mistakes);
        }
    }
}

fn check_indicator(
    feed: &Feed,
    form: &Form,
    indicators: &[Indicator],
    entry: &str,
    mistakes: &mut Mistakes<'_>,
) {
    let Some(row) = indicators.iter().find(|row| row.code == feed.indicator) else {
        return mistakes.add(entry, Fault::NoSuchIndicator(feed.indicator.to_string()));
    };
    let is_additive = matches!(row.aggregation, Aggregation::Sum | Aggregation::Moment);
    mistakes.require(is_additive, entry, Fault::NotAdditive);
    let is_typed = row.typed && form.field_of(FieldKind::Indicators).is_some();
    mistakes.require(!is_typed, entry, Fault::CountedTwice);
}

fn check_field(feed: &Feed, form: &Form, entry: &str, mistakes: &mut Mistakes<'_>) {
    let Some(code) = &feed.field else { return };
    let Some(field) = form.field(code) else {
        return mistakes.add(entry, Fault::NoSuchField(code.to_string()));
    };
    mistakes.require(
        is_countable(field),
        entry,
        Fault::NotCountable(code.to_string()),
    );
    for column in feed
        .columns
        .iter()
        .filter(|column| field.choice_label(column.as_str()).is_none())
    {
        let fault = Fault::NoSuchChoice {
            field: code.to_string(),
            choice: column.to_string(),
        };
        mistakes.add(entry, fault);
    }
}

fn is_countable(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Integer
            | FieldKind::Quantity
            | FieldKind::Money
            | FieldKind::Counts
            | FieldKind::Lines
    )
}
