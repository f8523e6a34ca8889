//! How much of something has been sent.

use leptos::prelude::*;

#[component]
pub(crate) fn Progress(
    #[prop(into)] done: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    /// «148 KB / 639 KB»
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <progress
                class="progress__track"
                aria-label=move || text.get()
                max=move || total.get().max(1).to_string()
                value=move || done.get().to_string()
            ></progress>
            <span class="progress__text">{move || text.get()}</span>
        </div>
    }
    .into_any()
}
