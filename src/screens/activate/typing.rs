//! Typing a code. The check digit is looked at as soon as the last digit is there.

use leptos::prelude::*;

use super::Parts;
use crate::components::button::{Button, Look};
use crate::components::icon::{Icon, icon};
use crate::state::activation::code::{Code, Mistyped, grouped};
use crate::state::activation::{Activation, Problem};
use crate::text;

pub(super) fn typing(activation: Activation, problem: Option<Problem>) -> Parts {
    let typed = RwSignal::new(String::new());
    let was_tried = RwSignal::new(false);
    let said = Memo::new(move |_| {
        let slip = Code::parse(&typed.read()).err();
        match (slip, &problem) {
            (Some(Mistyped::Short), problem) if !was_tried.get() => typed
                .read()
                .is_empty()
                .then(|| problem.as_ref().map(words))
                .flatten(),
            (Some(slip), _) => Some(mistyped(slip).to_owned()),
            (None, _) => None,
        }
    });
    let on_continue = Callback::new(move |()| {
        was_tried.set(true);
        if Code::parse(&typed.read_untracked()).is_ok() {
            activation.ask(typed.get_untracked());
        }
    });
    let content = view! {
        <h2>{text::activate::TYPE_TITLE}</h2>
        <p class="lead">{text::activate::TYPE_LEAD}</p>
        <form on:submit=move |event| {
            event.prevent_default();
            on_continue.run(());
        }>{input(typed, said)}</form>
    };
    let foot =
        view! { <Button label=text::activate::CONTINUE look=Look::Primary on_press=on_continue /> };
    Parts {
        content: content.into_any(),
        foot: Some(foot.into_any()),
    }
}

fn input(typed: RwSignal<String>, said: Memo<Option<String>>) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for="code">
                {text::activate::CODE_LABEL}
            </label>
            <input
                class="input code__input"
                id="code"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                enterkeyhint="go"
                aria-describedby="code-issue"
                aria-invalid=move || said.read().is_some().then_some("true")
                prop:value=move || typed.get()
                on:input=move |event| typed.set(grouped(&event_target_value(&event)))
            />
            <div class="field__issues" id="code-issue" role="alert">
                {move || {
                    said.get()
                        .map(|said| {
                            view! {
                                <p class="field__issue field__issue--error">{icon(Icon::Warning)} {said}</p>
                            }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}

fn words(problem: &Problem) -> String {
    match problem {
        Problem::Mistyped(slip) => mistyped(*slip).to_owned(),
        Problem::Unknown => text::activate::UNKNOWN.to_owned(),
        Problem::Used => text::activate::USED.to_owned(),
        Problem::Expired => text::activate::EXPIRED.to_owned(),
        Problem::TooMany { retry_after_ms } => text::activate::too_many(*retry_after_ms),
        Problem::Offline => text::activate::OFFLINE.to_owned(),
        Problem::Server => text::activate::SERVER.to_owned(),
        Problem::NoKey => text::activate::NO_KEY.to_owned(),
        Problem::Store(error) => text::store::reason(error).to_owned(),
    }
}

fn mistyped(slip: Mistyped) -> &'static str {
    match slip {
        Mistyped::Short => text::activate::SHORT,
        Mistyped::NotACode => text::activate::NOT_A_CODE,
        Mistyped::Slip => text::activate::SLIP,
    }
}
