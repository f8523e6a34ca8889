//! Texts of one line, of several, and links.

use leptos::prelude::*;

use super::Control;
use super::input::{URL, input, nothing};
use crate::components::live::live;
use crate::text;

/// A line that grows when it is full; the Enter key breaks no line.
pub(super) fn line(control: &Control) -> AnyView {
    let on_change = control.on_text();
    let on_input = Callback::new(move |text: String| on_change.run(text.replace('\n', " ")));
    view! {
        {area(control, "input input--line", "1", on_input)}
        {usual_places(control)}
    }
    .into_any()
}

pub(super) fn paragraphs(control: &Control) -> AnyView {
    area(control, "input", "4", control.on_text())
}

pub(super) fn link(control: &Control) -> AnyView {
    input(
        control,
        control.id.clone(),
        URL,
        control.text(),
        control.on_text(),
        nothing(),
    )
}

fn area(
    control: &Control,
    class: &'static str,
    rows: &'static str,
    on_input: Callback<String>,
) -> AnyView {
    let shown = control.text();
    let is_invalid = control.is_invalid();
    view! {
        <textarea
            class=class
            id=control.id.clone()
            rows=rows
            maxlength=control.field.max_len.map(|most| most.to_string())
            aria-describedby=control.described_by()
            aria-invalid=move || is_invalid.get().then_some("true")
            aria-required=control.field.required.then_some("true")
            prop:value=move || shown.get()
            on:input=move |event| on_input.run(event_target_value(&event))
        ></textarea>
    }
    .into_any()
}

/// The source of fields that ask for a place.
const PLACES: &str = "usual_places";

/// Usual places to take with one tap, while nothing is written yet.
fn usual_places(control: &Control) -> AnyView {
    if control.field.source.as_deref() != Some(PLACES) {
        return ().into_any();
    }
    let (shown, on_change) = (control.text(), control.on_text());
    let places = control.sources.usual_places;
    let chip = move |place: String| {
        let taken = place.clone();
        view! {
            <button type="button" class="chip filters__chip" on:click=move |_| on_change.run(taken.clone())>
                {place}
            </button>
        }
        .into_any()
    };
    let chips = move || {
        let places = places.get();
        (!places.is_empty() && shown.read().is_empty()).then(|| {
            let chips: Vec<_> = places.into_iter().map(chip).collect();
            view! { <div class="filters filters--row" role="group" aria-label=text::field::USUAL>{chips}</div> }
        })
    };
    live(chips)
}
