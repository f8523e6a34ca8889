//! Numbers of people by group, with their sum.

use std::collections::BTreeMap;

use leptos::prelude::*;
use nhatky_domain::form::Choice;
use nhatky_domain::number::print;
use nhatky_domain::value::Value;

use super::Control;
use super::stepper::stepper;
use crate::components::live::live;
use crate::text;

pub(super) fn counts(control: &Control) -> AnyView {
    let columns: Vec<_> = control
        .field
        .choices
        .iter()
        .map(|column| one(control, column))
        .collect();
    let (field, value) = (control.field.clone(), control.value);
    let sum = move || {
        let value = value.read();
        let whole = field.choices.iter().filter(|column| !column.part);
        let amounts = whole.filter_map(|column| value.get(column.code.as_str())?.as_int());
        let sum = amounts.fold(0, i64::saturating_add);
        (sum > 0).then(|| text::field::sum(&print(sum, 0)))
    };
    view! {
        <div class="steps">{columns}</div>
        <p class="field__echo" aria-live="polite">{live(sum)}</p>
    }
    .into_any()
}

fn one(control: &Control, column: &Choice) -> AnyView {
    let code = column.code.as_str().to_owned();
    let id = [&control.id, "-", &code].concat();
    let label = if column.part {
        text::field::part(&column.label)
    } else {
        column.label.clone()
    };
    let (value, on_change) = entry(control.value, control.on_change, code);
    stepper(control, id, label, String::new(), value, on_change)
}

/// One entry of an answer that is a map: its value, and the way to change it alone.
pub(super) fn entry(
    value: Signal<Value>,
    on_change: Callback<Value>,
    key: String,
) -> (Signal<Value>, Callback<Value>) {
    let read_key = key.clone();
    let one = Signal::derive(move || value.read().get(&read_key).cloned().unwrap_or_default());
    let on_one = Callback::new(move |changed: Value| {
        let mut entries = match value.get_untracked() {
            Value::Map(entries) => entries,
            _ => BTreeMap::new(),
        };
        if changed.is_blank() {
            entries.remove(&key);
        } else {
            entries.insert(key.clone(), changed);
        }
        on_change.run(Value::Map(entries));
    });
    (one, on_one)
}
