//! Search as it is typed; what is found is the screen's business.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::text;

#[component]
pub(crate) fn SearchBox(
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="search" role="search">
            <span class="search__icon">{icon(Icon::Search)}</span>
            <input
                class="input"
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                aria-label=text::frame::SEARCH
                placeholder=text::frame::SEARCH
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
