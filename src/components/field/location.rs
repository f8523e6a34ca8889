//! One point, about 100 m exact, only when the person asks for it.

use leptos::prelude::*;
use nhatky_domain::number::print;
use nhatky_domain::value::Value;

use super::{Control, LocationState};
use crate::components::button::{Button, Look};
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::text;

pub(super) fn location(control: &Control) -> AnyView {
    let (value, on_change, sources) = (control.value, control.on_change, control.sources);
    let on_remove = Callback::new(move |()| on_change.run(Value::Null));
    let is_busy = Signal::derive(move || sources.location.read() == LocationState::Locating);
    let body = move || match point(&value.read()) {
        Some(point) => view! {
            <p>{point}</p>
            <Button label=text::field::REMOVE_LOCATION look=Look::Plain on_press=on_remove />
        }
        .into_any(),
        None => view! {
            <Button
                label=text::field::ADD_LOCATION
                icon=Icon::Pin
                busy=is_busy
                on_press=sources.on_locate
            />
        }
        .into_any(),
    };
    // Most forms say it in their own hint.
    let has_hint = control.field.hint.is_some();
    let state = move || match sources.location.get() {
        LocationState::Idle if has_hint || !value.read().is_blank() => String::new(),
        LocationState::Idle => text::field::LOCATION_HINT.to_owned(),
        LocationState::Locating => text::field::LOCATING.to_owned(),
        LocationState::Failed(reason) => reason,
    };
    view! {
        {live(body)}
        <p class="field__hint" aria-live="polite">{live(state)}</p>
    }
    .into_any()
}

fn point(value: &Value) -> Option<String> {
    let angle = |key| Some(print(value.get(key)?.as_int()?, 3));
    Some(text::field::location(&angle("lat")?, &angle("lon")?))
}
