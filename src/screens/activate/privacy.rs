//! What is kept about a person and why.

use leptos::prelude::*;

use crate::text;

pub(crate) fn privacy() -> AnyView {
    view! {
        <section class="stack">
            <h3>{text::activate::PRIVACY_TITLE}</h3>
            <ul class="steps">
                {text::activate::PRIVACY.map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}
