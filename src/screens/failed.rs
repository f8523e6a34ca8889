//! The store could not be opened, or had to be let go: nothing was touched, and what to do.

use leptos::prelude::*;
use nhatky_sync::store::StoreError;

use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::notice::Notice;
use crate::state::start::use_start;
use crate::text;

#[component]
pub(crate) fn FailedScreen(error: Option<StoreError>) -> impl IntoView {
    let start = use_start();
    let on_rescue = Callback::new(move |()| start.rescue());
    let on_again = Callback::new(move |()| start.reload());
    // Without an error of its own, another tab with a newer version needed the store.
    let reason = error.as_ref().map_or(
        text::store::reason(&StoreError::Blocked),
        text::store::reason,
    );
    let words = error.as_ref().and_then(browsers_words);
    view! {
        <Page title=text::frame::APP_NAME>
            <Notice tone=Tone::Bad title=text::crash::STORE_TITLE text=reason>
                {words.map(|words| view! { <p class="note">{words}</p> })}
                <Button label=text::crash::RELOAD look=Look::Primary on_press=on_again />
                <Button label=text::backup::MAKE on_press=on_rescue />
            </Notice>
        </Page>
    }
    .into_any()
}

/// What the browser said, for whoever helps.
fn browsers_words(error: &StoreError) -> Option<String> {
    match error {
        StoreError::Failed { name, message } => Some([name, ": ", message].concat()),
        _ => None,
    }
}
