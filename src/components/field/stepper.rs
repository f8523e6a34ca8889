//! Small whole numbers with − and +, which can also be typed.

use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, HtmlInputElement};
use nhatky_domain::value::Value;

use super::Control;
use super::input::DIGITS;
use super::number::{amount, echo, typed};
use crate::components::icon::{Icon, icon};
use crate::text;

/// One number that is a field of its own.
pub(super) fn integer(control: &Control) -> AnyView {
    let label = control.field.label.clone();
    let measure = control.field.measure.clone().unwrap_or_default();
    view! {
        <div class="steps">
            {stepper(control, control.id.clone(), label, measure, control.value, control.on_change)}
        </div>
    }
    .into_any()
}

/// One labelled number of a field.
pub(super) fn stepper(
    control: &Control,
    id: String,
    label: String,
    measure: String,
    value: Signal<Value>,
    on_change: Callback<Value>,
) -> AnyView {
    let min = control.field.min.unwrap_or(0);
    let max = control.field.max.unwrap_or(i64::MAX);
    let typed = typed(value, on_change, 0);
    let step = move |by: i64| {
        let present = value.get_untracked().as_int().unwrap_or(0);
        let stepped = present.saturating_add(by).clamp(min, max);
        if stepped != present {
            on_change.run(Value::Int(stepped));
        }
    };
    let is_least = move || value.read().as_int().unwrap_or(0) <= min;
    let is_most = move || value.read().as_int().unwrap_or(0) >= max;
    let is_invalid = control.is_invalid();
    view! {
        <div class="stepper">
            <label class="stepper__label" for=id.clone()>
                {label.clone()}
            </label>
            <div class="stepper__control">
                <button
                    type="button"
                    class="stepper__button"
                    aria-label=text::field::less(&label)
                    aria-disabled=move || is_least().then_some("true")
                    on:click=move |_| step(-1)
                >
                    {icon(Icon::Minus)}
                </button>
                <input
                    class="input stepper__input"
                    id=id
                    type=DIGITS.kind
                    inputmode=DIGITS.mode
                    autocomplete="off"
                    placeholder="0"
                    aria-describedby=control.described_by()
                    aria-invalid=move || is_invalid.get().then_some("true")
                    prop:value=move || typed.shown.get()
                    // What is typed takes the place of the number that stands there.
                    on:focus=select_all
                    on:input=move |event| typed.on_input.run(event_target_value(&event))
                    // Also comes when the input leaves the page with the focus in it.
                    on:blur=move |_| {
                        typed.on_leave.try_run(());
                    }
                />
                <button
                    type="button"
                    class="stepper__button"
                    aria-label=text::field::more(&label)
                    aria-disabled=move || is_most().then_some("true")
                    on:click=move |_| step(1)
                >
                    {icon(Icon::Add)}
                </button>
            </div>
            {echo(value, 0, typed.on_input, amount(measure, 0))}
        </div>
    }
    .into_any()
}

fn select_all(event: FocusEvent) {
    event_target::<HtmlInputElement>(&event).select();
}
