//! A list of which only the beginning is shown, so that the two actions stay in sight.

use leptos::prelude::*;

use crate::components::button::{Button, Look};
use crate::components::row::Rows;
use crate::text;

const FIRST: usize = 1;

/// How many of `count` to draw.
pub(super) fn shown(count: usize, is_whole: RwSignal<bool>) -> usize {
    if is_whole.get() {
        count
    } else {
        count.min(FIRST)
    }
}

/// The rows under their heading, which has the button for the other ones.
pub(super) fn list(
    heading: String,
    rows: Vec<AnyView>,
    hidden: usize,
    is_whole: RwSignal<bool>,
) -> AnyView {
    let on_press = Callback::new(move |()| is_whole.set(true));
    let more = (hidden > 0).then(|| {
        view! { <Button label=text::home::more(hidden) look=Look::Plain on_press=on_press /> }
    });
    view! {
        <section class="stack">
            <div class="home__head">
                <h3>{heading}</h3>
                {more}
            </div>
            <Rows>{rows}</Rows>
        </section>
    }
    .into_any()
}
