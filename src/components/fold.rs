//! A section of a form that folds.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// `state` is what is said beside the title, such as how much is filled in.
#[component]
pub(crate) fn Fold(
    #[prop(into)] title: String,
    #[prop(optional, into)] state: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="fold" prop:open=move || open.get()>
            <summary class="fold__head">
                {icon(Icon::Forward)}
                <span class="fold__title">{title}</span>
                <span class="fold__state">{move || state.get()}</span>
            </summary>
            <div class="fold__body">{children()}</div>
        </details>
    }
    .into_any()
}
