//! Names and values of what was recorded, to read.

use leptos::prelude::*;

#[component]
pub(crate) fn Facts(#[prop(into)] facts: Signal<Vec<(String, String)>>) -> impl IntoView {
    view! {
        <dl class="facts">
            {move || {
                facts
                    .get()
                    .into_iter()
                    .map(|(name, value)| {
                        view! {
                            <div class="facts__fact">
                                <dt class="facts__name">{name}</dt>
                                <dd class="facts__value">{value}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
    .into_any()
}
