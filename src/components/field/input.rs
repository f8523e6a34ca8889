//! The one-line input that several kinds share.

use leptos::prelude::*;

use super::Control;

/// How the browser treats it.
pub(super) struct Keyboard {
    /// The `type` of the input.
    pub(super) kind: &'static str,
    /// The `inputmode`: which keys a phone shows.
    pub(super) mode: &'static str,
}

pub(super) const URL: Keyboard = Keyboard {
    kind: "url",
    mode: "url",
};
pub(super) const DIGITS: Keyboard = Keyboard {
    kind: "text",
    mode: "numeric",
};
pub(super) const DECIMALS: Keyboard = Keyboard {
    kind: "text",
    mode: "decimal",
};
pub(super) const DATE: Keyboard = Keyboard {
    kind: "date",
    mode: "",
};
pub(super) const TIME: Keyboard = Keyboard {
    kind: "time",
    mode: "",
};

/// An input under `id`; `on_leave` runs when the focus has left it.
pub(super) fn input(
    control: &Control,
    id: String,
    keyboard: Keyboard,
    shown: Signal<String>,
    on_input: Callback<String>,
    on_leave: Callback<()>,
) -> AnyView {
    let is_invalid = control.is_invalid();
    view! {
        <input
            class="input"
            id=id
            type=keyboard.kind
            inputmode=keyboard.mode
            autocomplete="off"
            aria-describedby=control.described_by()
            aria-invalid=move || is_invalid.get().then_some("true")
            aria-required=control.field.required.then_some("true")
            prop:value=move || shown.get()
            on:input=move |event| on_input.run(event_target_value(&event))
            // Also comes when the input leaves the page with the focus in it: then nobody listens.
            on:blur=move |_| {
                on_leave.try_run(());
            }
        />
    }
    .into_any()
}

/// For inputs that need nothing when left.
pub(super) fn nothing() -> Callback<()> {
    Callback::new(|()| ())
}
