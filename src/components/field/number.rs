//! Numbers: what is typed, what it means, and the echo that shows a slip.

use leptos::prelude::*;
use nhatky_domain::number::{NumberError, parse, print};
use nhatky_domain::value::Value;

use crate::components::live::live;
use crate::text;

/// What is typed into a number, kept as typed for as long as it means the answer.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub(super) shown: Signal<String>,
    pub(super) on_input: Callback<String>,
    /// Writes the answer out in full, `3.750.000` for `3750000`.
    pub(super) on_leave: Callback<()>,
}

pub(super) fn typed(value: Signal<Value>, on_change: Callback<Value>, decimals: u8) -> Typed {
    let typed = RwSignal::new(String::new());
    let shown = Signal::derive(move || {
        let (text, value) = (typed.get(), value.get());
        if read(&text, decimals) == value {
            text
        } else {
            write(&value, decimals)
        }
    });
    let on_input = Callback::new(move |text: String| {
        let answer = read(&text, decimals);
        typed.set(text);
        on_change.run(answer);
    });
    let on_leave = Callback::new(move |()| typed.set(write(&value.get_untracked(), decimals)));
    Typed {
        shown,
        on_input,
        on_leave,
    }
}

/// A text that is no number stays a text, for the draft to keep.
fn read(text: &str, decimals: u8) -> Value {
    match parse(text, decimals) {
        Ok(number) => Value::Int(number),
        Err(NumberError::Empty) => Value::Null,
        Err(_) => Value::text(text),
    }
}

fn write(value: &Value, decimals: u8) -> String {
    match value {
        Value::Int(number) => print(*number, decimals),
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// «= 1.234,5 km»; nothing for small whole numbers, which cannot be misread.
pub(super) fn amount(measure: String, decimals: u8) -> Callback<i64, String> {
    Callback::new(move |number: i64| {
        if decimals == 0 && number.abs() < 1000 {
            return String::new();
        }
        ["= ", &print(number, decimals), " ", &measure].concat()
    })
}

/// What was understood, or the question that is left.
pub(super) fn echo(
    value: Signal<Value>,
    decimals: u8,
    on_input: Callback<String>,
    say: Callback<i64, String>,
) -> AnyView {
    let shown = move || match value.get() {
        Value::Int(number) => say.run(number).into_any(),
        Value::Text(typed) => match parse(&typed, decimals) {
            Err(error) => question(error, on_input),
            Ok(number) => say.run(number).into_any(),
        },
        _ => ().into_any(),
    };
    view! { <div class="field__echo" aria-live="polite">{live(shown)}</div> }.into_any()
}

/// «1,5 hay 15?» with a button for each, or a sentence.
fn question(error: NumberError, on_input: Callback<String>) -> AnyView {
    let sentence = text::number::sentence(&error);
    let options = match error {
        NumberError::Ambiguous { options, .. } => Vec::from(options),
        _ => Vec::new(),
    };
    let buttons = options.into_iter().map(|option| {
        let taken = option.clone();
        view! {
            <button type="button" class="button" on:click=move |_| on_input.run(taken.clone())>
                {option}
            </button>
        }
    });
    view! {
        <p class="field__issue field__issue--error">{sentence}</p>
        <div class="pair">{buttons.collect_view()}</div>
    }
    .into_any()
}
