//! Gray shapes while something is read from the phone; a style fades them in only after a moment.

use leptos::prelude::*;

use crate::text;

pub(crate) fn skeleton() -> AnyView {
    view! {
        <div role="status">
            <span class="spoken">{text::frame::LOADING}</span>
            <div class="skeleton" aria-hidden="true">
                <div class="skeleton__line"></div>
                <div class="skeleton__line skeleton__line--short"></div>
                <div class="skeleton__block"></div>
                <div class="skeleton__block"></div>
            </div>
        </div>
    }
    .into_any()
}
