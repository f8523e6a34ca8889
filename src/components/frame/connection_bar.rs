//! The bar that speaks up when the network, the session or the version has something to say.

use leptos::prelude::*;

/// One sentence and perhaps one thing to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BarMessage {
    pub(crate) text: String,
    /// The label of what can be done; pressing it runs the chrome's `on_bar_action`.
    pub(crate) action: Option<String>,
}

/// The region stays in the page while it is empty, so that what appears in it is announced.
pub(super) fn connection_bar(
    message: Signal<Option<BarMessage>>,
    on_action: Callback<()>,
) -> AnyView {
    view! {
        <div role="status">
            {move || {
                let BarMessage { text, action } = message.get()?;
                let action = action.map(|label| {
                    view! {
                        <button type="button" class="bar__action" on:click=move |_| on_action.run(())>
                            {label}
                        </button>
                    }
                });
                Some(
                    view! {
                        <div class="bar">
                            <span class="bar__dot"></span>
                            <span class="bar__text">{text}</span>
                            {action}
                        </div>
                    },
                )
            }}
        </div>
    }
    .into_any()
}
