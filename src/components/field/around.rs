//! What stands around every control: its label, its hint, and what is the matter with the answer.

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::validate::Problem;

use super::Control;
use crate::components::icon::{Icon, icon};
use crate::components::live::live;
use crate::text;

/// A label for one control.
pub(super) fn labelled(control: &Control, inner: AnyView) -> AnyView {
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
pub(super) fn bare(control: &Control, inner: AnyView) -> AnyView {
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
pub(super) fn grouped(control: &Control, inner: AnyView) -> AnyView {
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
    let (problems, kind) = (control.problems, control.field.kind);
    let shown = move || {
        let problems = problems.get();
        let issues = problems.iter().map(|problem| issue(problem, kind));
        issues.collect_view()
    };
    view! { <div class="field__issues" id=control.id.clone() + "-issue" aria-live="polite">{live(shown)}</div> }.into_any()
}

fn issue(problem: &Problem, kind: FieldKind) -> AnyView {
    let class = if problem.is_warning() {
        "field__issue field__issue--warning"
    } else {
        "field__issue field__issue--error"
    };
    view! {
        <p class=class>
            {icon(Icon::Warning)}
            {text::problem::words(problem, kind)}
        </p>
    }
    .into_any()
}
