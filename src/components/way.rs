//! The way of a record: saved on the phone, received by the server, confirmed.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Done,
    /// Awaited.
    Next,
    Bad,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WayStep {
    pub(crate) step: Step,
    /// «Máy chủ đã nhận»
    pub(crate) text: String,
    /// «26/7 18:32, đủ 3 ảnh»; empty when nothing is known.
    pub(crate) when: String,
}

#[component]
pub(crate) fn Way(#[prop(into)] steps: Signal<Vec<WayStep>>) -> impl IntoView {
    view! {
        <ol class="way" role="list">
            {move || steps.get().into_iter().map(one).collect_view()}
        </ol>
    }
    .into_any()
}

fn one(step: WayStep) -> AnyView {
    let class = match step.step {
        Step::Done => "way__step",
        Step::Next => "way__step way__step--next",
        Step::Bad => "way__step way__step--bad",
    };
    view! {
        <li class=class>
            {step.text}
            <span class="way__when">{step.when}</span>
        </li>
    }
    .into_any()
}
