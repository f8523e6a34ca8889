//! A time of day, and from when to when.

use leptos::prelude::*;
use nhatky_domain::value::Value;

use super::Control;
use super::counts::entry;
use super::input::{TIME, input, nothing};
use crate::text;

pub(super) fn time(control: &Control) -> AnyView {
    input(
        control,
        control.id.clone(),
        TIME,
        control.text(),
        control.on_text(),
        nothing(),
    )
}

pub(super) fn range(control: &Control) -> AnyView {
    view! {
        <div class="pair">
            {end(control, "from", text::field::FROM)} {end(control, "to", text::field::TO)}
        </div>
    }
    .into_any()
}

fn end(control: &Control, key: &'static str, label: &'static str) -> AnyView {
    let id = [&control.id, "-", key].concat();
    let (value, on_change) = entry(control.value, control.on_change, key.to_owned());
    let shown = Signal::derive(move || value.read().as_text().unwrap_or_default().to_owned());
    let on_input = Callback::new(move |text: String| on_change.run(Value::Text(text)));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {input(control, id, TIME, shown, on_input, nothing())}
        </div>
    }
    .into_any()
}
