//! Several answers of a list: tiles for choices, lines with boxes for a checklist.

use leptos::prelude::*;
use nhatky_domain::form::Choice;
use nhatky_domain::value::Value;

use super::Control;
use super::choice::tile;

pub(super) fn tiles(control: &Control) -> AnyView {
    all(control, "choices")
}

pub(super) fn lines(control: &Control) -> AnyView {
    all(control, "choices choices--lines")
}

fn all(control: &Control, class: &'static str) -> AnyView {
    let boxes: Vec<_> = control
        .field
        .choices
        .iter()
        .map(|choice| one(control, choice))
        .collect();
    view! { <div class=class>{boxes}</div> }.into_any()
}

fn one(control: &Control, choice: &Choice) -> AnyView {
    let (value, on_change) = (control.value, control.on_change);
    let answer = Value::text(choice.code.as_str());
    let sought = answer.clone();
    let is_chosen = Signal::derive(move || value.read().items().contains(&sought));
    let on_check = Callback::new(move |is_on: bool| {
        on_change.run(with_item(&value.get_untracked(), &answer, is_on));
    });
    tile(control, "checkbox", choice, is_chosen, on_check)
}

/// The list with or without one item; codes that this form does not know stay in it.
pub(super) fn with_item(value: &Value, item: &Value, is_in: bool) -> Value {
    let mut items: Vec<_> = value
        .items()
        .iter()
        .filter(|present| *present != item)
        .cloned()
        .collect();
    if is_in {
        items.push(item.clone());
    }
    Value::List(items)
}
