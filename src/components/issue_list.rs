//! What is missing or wrong, on top of the form, each leading to its field.

use leptos::prelude::*;
use nhatky_domain::ids::FieldCode;

use super::focus::ISSUES_ID;
use super::icon::{Icon, icon};
use crate::components::live::live;
use crate::text;

/// `issues` are (field, sentence). Empty: nothing is shown.
#[component]
pub(crate) fn IssueList(
    #[prop(into)] issues: Signal<Vec<(FieldCode, String)>>,
    on_go: Callback<FieldCode>,
) -> impl IntoView {
    let links = move || {
        issues
            .get()
            .into_iter()
            .map(|(field, sentence)| {
                view! {
                    <li>
                        <button type="button" class="button button--plain" on:click=move |_| on_go.run(field.clone())>
                            {sentence}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="issues" id=ISSUES_ID role="alert" tabindex="-1">
            {move || {
                (!issues.read().is_empty()).then(|| {
                    view! {
                        <div class="notice notice--bad">
                            {icon(Icon::Warning)}
                            <div class="notice__body">
                                <p class="notice__title">{text::problem::TITLE}</p>
                                <ul role="list">{live(links)}</ul>
                            </div>
                        </div>
                    }
                })
            }}
        </div>
    }
    .into_any()
}
