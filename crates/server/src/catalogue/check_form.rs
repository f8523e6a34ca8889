//! One form: every field can be asked and answered.

use nhatky_domain::date::{Date, TimeOfDay};
use nhatky_domain::form::{Condition, Field, FieldKind, Form};
use nhatky_domain::workflow::WorkflowName;

use super::mistake::{Fault, Mistakes};
use super::resolve::{MOTTO_PARTS, PROVINCIAL_TASKS, USUAL_PLACES};

pub(super) fn check(form: &Form, mistakes: &mut Mistakes<'_>) {
    check_head(form, mistakes);
    mistakes.no_duplicates("section", form.sections.iter().map(|section| &section.code));
    mistakes.no_duplicates("field", form.fields().map(|field| &field.code));
    for field in form.fields() {
        let entry = format!("field {}", field.code);
        check_field(field, &entry, mistakes);
        if let Some(when) = &field.when {
            mistakes.require(when.field != field.code, &entry, Fault::DependsOnItself);
            check_condition(when, form, &entry, mistakes);
        }
    }
    for kind in [
        FieldKind::Photos,
        FieldKind::Location,
        FieldKind::Indicators,
    ] {
        for field in form.fields().filter(|field| field.kind == kind).skip(1) {
            mistakes.add(format_args!("field {}", field.code), Fault::SecondOfItsKind);
        }
    }
}

fn check_head(form: &Form, mistakes: &mut Mistakes<'_>) {
    let is_known = form.workflow != WorkflowName::Unknown;
    mistakes.require(is_known, "workflow", Fault::UnknownWorkflow);
    let has_title = form.field(&form.title_field).is_some();
    let fault = Fault::NoSuchField(form.title_field.to_string());
    mistakes.require(has_title, "title_field", fault);
    match form.field(&form.date_field) {
        None => mistakes.add(
            "date_field",
            Fault::NoSuchField(form.date_field.to_string()),
        ),
        Some(field) => {
            let fault = Fault::NotADate(field.code.to_string());
            mistakes.require(field.kind == FieldKind::Date, "date_field", fault);
        }
    }
}

/// Also checks the columns of lines, which are fields without conditions.
fn check_field(field: &Field, entry: &str, mistakes: &mut Mistakes<'_>) {
    mistakes.require(is_code(field.code.as_str()), entry, Fault::BadCode);
    mistakes.require(field.kind != FieldKind::Unknown, entry, Fault::UnknownKind);
    let do_limits_cross = field.min.zip(field.max).is_some_and(|(min, max)| min > max);
    mistakes.require(!do_limits_cross, entry, Fault::LimitsCross);
    check_choices(field, entry, mistakes);
    check_source(field, entry, mistakes);
    if let Some(preset) = &field.preset {
        mistakes.require(
            is_preset(field, preset),
            entry,
            Fault::BadPreset(preset.clone()),
        );
    }
    let has_columns = field.kind != FieldKind::Lines || !field.columns.is_empty();
    mistakes.require(has_columns, entry, Fault::NoColumns);
    mistakes.no_duplicates(
        &format!("{entry}, column"),
        field.columns.iter().map(|column| &column.code),
    );
    for column in &field.columns {
        check_field(
            column,
            &format!("{entry}, column {}", column.code),
            mistakes,
        );
    }
}

fn check_choices(field: &Field, entry: &str, mistakes: &mut Mistakes<'_>) {
    let is_offering = offers_choices(field.kind) && field.source.is_none();
    mistakes.require(
        !is_offering || !field.choices.is_empty(),
        entry,
        Fault::NoChoices,
    );
    mistakes.no_duplicates(
        &format!("{entry}, choice"),
        field.choices.iter().map(|choice| &choice.code),
    );
    for choice in field
        .choices
        .iter()
        .filter(|choice| !is_code(choice.code.as_str()))
    {
        mistakes.add(
            format_args!("{entry}, choice {}", choice.code),
            Fault::BadCode,
        );
    }
}

fn offers_choices(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Choice | FieldKind::Choices | FieldKind::Checklist | FieldKind::Counts
    )
}

fn check_source(field: &Field, entry: &str, mistakes: &mut Mistakes<'_>) {
    let Some(source) = &field.source else { return };
    let is_right = match source.as_str() {
        MOTTO_PARTS | PROVINCIAL_TASKS => field.kind == FieldKind::Choices,
        USUAL_PLACES => field.kind == FieldKind::Text,
        _ => false,
    };
    mistakes.require(is_right, entry, Fault::BadSource(source.clone()));
}

fn is_preset(field: &Field, preset: &str) -> bool {
    match field.kind {
        FieldKind::Photos | FieldKind::Location | FieldKind::Unknown => false,
        _ if preset == "last" => true,
        FieldKind::Text | FieldKind::LongText | FieldKind::Link => true,
        FieldKind::Integer | FieldKind::Quantity | FieldKind::Money => {
            preset.parse::<i64>().is_ok()
        }
        FieldKind::Date => preset == "today" || Date::parse_iso(preset).is_some(),
        FieldKind::Time => TimeOfDay::parse(preset).is_some(),
        FieldKind::Choice => field.choice_label(preset).is_some(),
        FieldKind::Unit => preset == "unit",
        FieldKind::Person => preset == "person",
        _ => false,
    }
}

/// Also used for feeds.
pub(super) fn check_condition(
    when: &Condition,
    form: &Form,
    entry: &str,
    mistakes: &mut Mistakes<'_>,
) {
    let Some(field) = form.field(&when.field) else {
        return mistakes.add(entry, Fault::NoSuchField(when.field.to_string()));
    };
    for code in when
        .any_of
        .iter()
        .filter(|code| field.choice_label(code).is_none())
    {
        let fault = Fault::NoSuchChoice {
            field: field.code.to_string(),
            choice: code.clone(),
        };
        mistakes.add(entry, fault);
    }
}

fn is_code(code: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !code.is_empty() && code.chars().all(is_allowed)
}
