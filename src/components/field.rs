//! One question of a form: its label, its control, and what is said about the answer.
//!
//! Every kind of the catalogue has a control here; a new kind does not compile until it has one.
//! An answer goes out by `on_change` at every keystroke, half-typed ones as they stand: a number
//! that cannot be read is handed on as text, so that a draft keeps it, and `validate` refuses it.

mod checks;
mod choice;
mod counts;
mod date;
mod finder;
mod indicators;
mod input;
mod lines;
mod location;
mod number;
mod photos;
mod pick;
mod sources;
mod stepper;
mod text_area;
mod time;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;

pub(crate) use photos::PhotoOrigin;
pub(crate) use sources::{LocationState, Offer, PhotoSource, Sources};

use super::icon::{Icon, icon};
use crate::text;

/// What every control is given.
#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) field: Arc<Field>,
    /// The id of the control in the page, after which the texts about it are named.
    pub(crate) id: String,
    pub(crate) value: Signal<Value>,
    pub(crate) on_change: Callback<Value>,
    pub(crate) problems: Signal<Vec<Problem>>,
    pub(crate) sources: Sources,
}

/// The id under which the control of a top-level field is found in the page.
pub(crate) fn field_id(code: &nhatky_domain::ids::FieldCode) -> String {
    "field-".to_owned() + code.as_str()
}

#[component]
pub(crate) fn FieldView(
    field: Arc<Field>,
    #[prop(into)] value: Signal<Value>,
    on_change: Callback<Value>,
    #[prop(into)] problems: Signal<Vec<Problem>>,
    sources: Sources,
) -> impl IntoView {
    let id = field_id(&field.code);
    field_view(&Control {
        field,
        id,
        value,
        on_change,
        problems,
        sources,
    })
}

fn field_view(control: &Control) -> AnyView {
    match control.field.kind {
        FieldKind::Text => labelled(control, text_area::line(control)),
        FieldKind::LongText => labelled(control, text_area::paragraphs(control)),
        FieldKind::Integer => bare(control, stepper::integer(control)),
        FieldKind::Quantity => labelled(control, number::quantity(control)),
        FieldKind::Money => labelled(control, number::money(control)),
        FieldKind::Date => labelled(control, date::date(control)),
        FieldKind::Time => labelled(control, time::time(control)),
        FieldKind::TimeRange => grouped(control, time::range(control)),
        FieldKind::Choice if choice::is_long(&control.field) => {
            labelled(control, choice::menu(control))
        }
        FieldKind::Choice => grouped(control, choice::tiles(control)),
        FieldKind::Choices => grouped(control, checks::tiles(control)),
        FieldKind::Checklist => grouped(control, checks::lines(control)),
        FieldKind::Unit => grouped(control, pick::unit(control)),
        FieldKind::Units => grouped(control, pick::units(control)),
        FieldKind::Person => grouped(control, pick::person(control)),
        FieldKind::Counts => grouped(control, counts::counts(control)),
        FieldKind::Indicators => grouped(control, indicators::indicators(control)),
        FieldKind::Photos => grouped(control, photos::photos(control)),
        FieldKind::Location => grouped(control, location::location(control)),
        FieldKind::Link => labelled(control, text_area::link(control)),
        FieldKind::Lines => grouped(control, lines::lines(control)),
        FieldKind::Unknown => grouped(control, text::field::NEEDS_UPDATE.into_any()),
    }
}

/// A label for one control.
fn labelled(control: &Control, inner: AnyView) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=control.id.clone()>
                {label(&control.field)}
            </label>
            {hint(control)}
            {inner}
            {issues(control)}
        </div>
    }
    .into_any()
}

/// A control that brings its own label.
fn bare(control: &Control, inner: AnyView) -> AnyView {
    view! {
        <div class="field">
            {inner}
            {hint(control)}
            {issues(control)}
        </div>
    }
    .into_any()
}

/// A legend over several controls. It can be focused, to lead there from the list of what is missing.
fn grouped(control: &Control, inner: AnyView) -> AnyView {
    view! {
        <fieldset
            class="field"
            id=control.id.clone()
            tabindex="-1"
            aria-describedby=control.described_by()
        >
            <legend class="field__label">{label(&control.field)}</legend>
            {hint(control)}
            {inner}
            {issues(control)}
        </fieldset>
    }
    .into_any()
}

fn label(field: &Field) -> AnyView {
    let mark = field
        .required
        .then(|| view! { <span class="field__mark">" (" {text::field::REQUIRED} ")"</span> });
    view! {
        {field.label.clone()}
        {mark}
    }
    .into_any()
}

fn hint(control: &Control) -> AnyView {
    let Some(hint) = control.field.hint.clone() else {
        return ().into_any();
    };
    view! {
        <p class="field__hint" id=control.id.clone() + "-hint">
            {hint}
        </p>
    }
    .into_any()
}

/// Errors and warnings. The region is always there, so that what appears in it is announced.
fn issues(control: &Control) -> AnyView {
    let problems = control.problems;
    let shown = move || {
        let problems = problems.get();
        problems.iter().map(issue).collect_view()
    };
    view! { <div class="field__issues" id=control.id.clone() + "-issue" aria-live="polite">{shown}</div> }.into_any()
}

fn issue(problem: &Problem) -> AnyView {
    let class = if problem.is_warning() {
        "field__issue field__issue--warning"
    } else {
        "field__issue field__issue--error"
    };
    view! {
        <p class=class>
            {icon(Icon::Warning)}
            {text::problem::words(problem)}
        </p>
    }
    .into_any()
}

impl Control {
    /// The ids of the texts that belong to the control.
    fn described_by(&self) -> String {
        let mut ids = String::new();
        if self.field.hint.is_some() {
            ids = self.id.clone() + "-hint ";
        }
        ids + &self.id + "-issue"
    }

    /// Whether something must be put right; a warning is not.
    fn is_invalid(&self) -> Signal<bool> {
        let problems = self.problems;
        Signal::derive(move || problems.read().iter().any(|problem| !problem.is_warning()))
    }

    /// An answer that is a text, blank when there is none.
    fn text(&self) -> Signal<String> {
        let value = self.value;
        Signal::derive(move || value.read().as_text().unwrap_or_default().to_owned())
    }

    /// Hands a text on as the answer.
    fn on_text(&self) -> Callback<String> {
        let on_change = self.on_change;
        Callback::new(move |text: String| on_change.run(Value::Text(text)))
    }
}
