//! Something in front of the screen: a question in the middle or a sheet at the bottom edge.
//!
//! It is a `<dialog>`: the browser holds the focus inside, closes on Esc and the phone's back
//! gesture, and gives the focus back.

use leptos::prelude::*;

use super::button::icon_button;
use super::icon::Icon;
use crate::components::live::live;
use crate::text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Position {
    #[default]
    Middle,
    /// Under the thumb.
    Sheet,
}

/// Its children live only while it is open. `on_close` also runs for Esc and the close button.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    #[prop(optional)] position: Position,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is open or out of the page.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let class = match position {
        Position::Middle => "dialog",
        Position::Sheet => "dialog dialog--sheet",
    };
    let body = move || {
        open.get().then(|| {
            view! {
                <div class="dialog__body">
                    <div class="dialog__head">
                        <h2 id="dialog-title">{move || title.get()}</h2>
                        {icon_button(Icon::Close, text::frame::CLOSE.to_owned(), on_close)}
                    </div>
                    {children()}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby="dialog-title"
            // Comes a moment later, perhaps after the screen has gone.
            on:close=move |_| {
                on_close.try_run(());
            }
        >
            {live(body)}
        </dialog>
    }
    .into_any()
}
