//! A section of a form that folds.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::icon::{Icon, icon};

/// `state` is what is said under the title while it is closed: what is filled in.
#[component]
pub(crate) fn Fold(
    #[prop(into)] title: String,
    #[prop(optional, into)] state: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    /// The person has opened or closed it.
    #[prop(optional)]
    on_toggle: Option<Callback<bool>>,
    children: Children,
) -> impl IntoView {
    view! {
        <details
            class="fold"
            prop:open=move || open.get()
            on:toggle=move |event| {
                let is_open = event_target::<Element>(&event).has_attribute("open");
                // Comes a moment later, perhaps after the screen has gone.
                on_toggle.and_then(|on_toggle| on_toggle.try_run(is_open));
            }
        >
            <summary class="fold__head">
                {icon(Icon::Forward)}
                <span class="fold__title">
                    {title}
                    <span class="fold__state">{move || state.get()}</span>
                </span>
            </summary>
            <div class="fold__body">{children()}</div>
        </details>
    }
    .into_any()
}
