//! What stands on the page of a form: what is to be known first, what is missing, the sections.

use leptos::prelude::*;
use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::FieldCode;

use super::discard::discard;
use super::filling::Filling;
use super::heading::heading;
use super::section::{Fold, section};
use super::sources::sources;
use crate::components::focus::focus_field;
use crate::components::issue_list::IssueList;
use crate::text;

pub(super) fn form(filling: Filling) -> AnyView {
    let form = filling.form();
    let folds: Vec<_> = form.sections.iter().map(Fold::new).collect();
    let to_field = {
        let folds = folds.clone();
        Callback::new(move |code: FieldCode| {
            if let Some(fold) = folds.iter().find(|fold| fold.has(&code)) {
                fold.open.set(true);
            }
            focus_field(&code);
        })
    };
    let sources = sources(filling);
    let is_elsewhere = filling.draft.is_elsewhere();
    let sections: Vec<_> = folds
        .into_iter()
        .enumerate()
        .map(|(position, fold)| section(filling, fold, position == 0, sources))
        .collect();
    view! {
        {heading(filling, to_field)}
        <IssueList issues=issues(filling) on_go=to_field />
        // Of a draft that is written on elsewhere everything can be read and nothing changed.
        <fieldset class="form" prop:disabled=move || is_elsewhere.get()>
            {sections}
        </fieldset>
        {discard(filling)}
    }
    .into_any()
}

/// What keeps it from being handed in, in sentences.
fn issues(filling: Filling) -> Signal<Vec<(FieldCode, String)>> {
    let (form, issues) = (filling.form(), filling.issues);
    Signal::derive(move || {
        let issues = issues.get();
        let sentence = |code: &FieldCode, problem| {
            let (label, kind) = form
                .field(code)
                .map_or((code.as_str(), FieldKind::Unknown), |field| {
                    (&field.label, field.kind)
                });
            text::problem::in_list(problem, label, kind)
        };
        let issues = issues.iter();
        issues
            .map(|issue| (issue.field.clone(), sentence(&issue.field, &issue.problem)))
            .collect()
    })
}
