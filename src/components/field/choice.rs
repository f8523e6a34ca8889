//! One answer of several: tiles while they are few, a menu of the phone when they are many.

use leptos::prelude::*;
use nhatky_domain::form::{Choice, Field};
use nhatky_domain::value::Value;

use super::Control;
use crate::components::icon::{Icon, icon};
use crate::text;

/// More answers than this do not fit a screen as tiles.
const MOST_TILES: usize = 8;
/// Side by side on a narrow phone.
const MOST_SEGMENTS: usize = 3;
const LONGEST_SEGMENT_CHARS: usize = 14;

pub(super) fn is_long(field: &Field) -> bool {
    field.choices.len() > MOST_TILES
}

pub(super) fn tiles(control: &Control) -> AnyView {
    let choices = &control.field.choices;
    let are_short = choices.len() <= MOST_SEGMENTS
        && choices
            .iter()
            .all(|choice| choice.label.chars().count() <= LONGEST_SEGMENT_CHARS);
    let class = if are_short {
        "choices choices--segments"
    } else {
        "choices"
    };
    let tiles: Vec<_> = choices
        .iter()
        .map(|choice| radio(control, choice))
        .collect();
    view! { <div class=class>{tiles}</div> }.into_any()
}

fn radio(control: &Control, choice: &Choice) -> AnyView {
    let (value, on_text) = (control.value, control.on_text());
    let (code, chosen) = (
        choice.code.as_str().to_owned(),
        choice.code.as_str().to_owned(),
    );
    let is_chosen = Signal::derive(move || value.read().as_text() == Some(code.as_str()));
    let on_change = Callback::new(move |_| on_text.run(chosen.clone()));
    tile(control, "radio", choice, is_chosen, on_change)
}

/// A native radio or checkbox under its label. `on_change` gets whether it is on now.
pub(super) fn tile(
    control: &Control,
    kind: &'static str,
    choice: &Choice,
    is_chosen: Signal<bool>,
    on_change: Callback<bool>,
) -> AnyView {
    let id = [&control.id, "-", choice.code.as_str()].concat();
    view! {
        <div class="choice">
            <input
                class="choice__input"
                id=id.clone()
                type=kind
                name=control.id.clone()
                prop:checked=move || is_chosen.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <label class="choice__label" for=id>
                {icon(Icon::Check)}
                {choice.label.clone()}
            </label>
        </div>
    }
    .into_any()
}

pub(super) fn menu(control: &Control) -> AnyView {
    let (shown, on_text, is_invalid) = (control.text(), control.on_text(), control.is_invalid());
    let on_change = control.on_change;
    let groups: Vec<_> = by_group(&control.field.choices)
        .into_iter()
        .map(group)
        .collect();
    view! {
        <div class="select">
            <select
                class="input"
                id=control.id.clone()
                aria-describedby=control.described_by()
                aria-invalid=move || is_invalid.get().then_some("true")
                aria-required=control.field.required.then_some("true")
                prop:value=move || shown.get()
                on:change=move |event| match event_target_value(&event) {
                    none if none.is_empty() => on_change.run(Value::Null),
                    code => on_text.run(code),
                }
            >
                <option value="">{text::field::CHOOSE}</option>
                {groups}
            </select>
            {icon(Icon::Forward)}
        </div>
    }
    .into_any()
}

/// Neighbors of the same group together, in their order.
fn by_group(choices: &[Choice]) -> Vec<&[Choice]> {
    choices
        .chunk_by(|one, next| one.group == next.group)
        .collect()
}

fn group(choices: &[Choice]) -> AnyView {
    let options: Vec<_> = choices
        .iter()
        .map(|choice| {
            view! { <option value=choice.code.as_str().to_owned()>{choice.label.clone()}</option> }
        })
        .collect();
    match choices.first().and_then(|choice| choice.group.clone()) {
        Some(label) => view! { <optgroup label=label>{options}</optgroup> }.into_any(),
        None => options.into_any(),
    }
}
