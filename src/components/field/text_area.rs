//! Texts of one line, of several, and links.

use leptos::prelude::*;

use super::Control;
use super::input::{URL, input, nothing};
use crate::text;

/// A line that grows when it is full; the Enter key breaks no line.
pub(super) fn line(control: &Control) -> AnyView {
    let on_change = control.on_text();
    let on_input = Callback::new(move |text: String| on_change.run(text.replace('\n', " ")));
    view! {
        {area(control, "input input--line", "1", on_input)}
        {usual(control)}
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

/// Texts to take with one tap, while nothing is written yet.
fn usual(control: &Control) -> AnyView {
    let (code, shown, on_change) = (
        control.field.code.clone(),
        control.text(),
        control.on_text(),
    );
    let usual = control.sources.usual;
    let texts = move || {
        let usual = usual.get();
        let texts = usual
            .into_iter()
            .find(|(field, _)| *field == code)
            .map(|(_, texts)| texts);
        texts.filter(|texts| !texts.is_empty() && shown.read().is_empty())
    };
    let chip = move |text: String| {
        let taken = text.clone();
        view! {
            <button type="button" class="chip filters__chip" on:click=move |_| on_change.run(taken.clone())>
                {text}
            </button>
        }
        .into_any()
    };
    let chips = move || {
        texts().map(|texts| {
            let chips: Vec<_> = texts.into_iter().map(chip).collect();
            view! { <div class="filters" role="group" aria-label=text::field::USUAL>{chips}</div> }
        })
    };
    view! { {chips} }.into_any()
}
