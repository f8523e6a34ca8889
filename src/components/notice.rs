//! What a screen says instead of its content, or above it.

use leptos::prelude::*;

use super::chip::Tone;
use super::icon::{Icon, icon};

/// A message with its next step as children. Bad and warning ones are announced.
#[component]
pub(crate) fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (class, shown, role) = match tone {
        Tone::Calm | Tone::Accent => ("notice", Icon::Info, "status"),
        Tone::Ok => ("notice notice--ok", Icon::Check, "status"),
        Tone::Warn => ("notice notice--warn", Icon::Warning, "status"),
        Tone::Bad => ("notice notice--bad", Icon::Warning, "alert"),
    };
    view! {
        <div class=class role=role>
            {icon(shown)}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}

/// One sentence, and as children the action that fills the emptiness.
#[component]
pub(crate) fn Empty(
    shown: Icon,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon(shown)}
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// «Nháp, đã lưu trên máy 15:42», or what went wrong with it. Only the latter is announced: the
/// former comes back after every pause in typing.
#[component]
pub(crate) fn Saved(
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] failed: Signal<bool>,
) -> impl IntoView {
    view! {
        <p class=move || if failed.get() { "saved saved--bad" } else { "saved" }
            aria-live=move || if failed.get() { "assertive" } else { "off" }
        >
            {move || {
                (!text.read().is_empty())
                    .then(|| icon(if failed.get() { Icon::Warning } else { Icon::Check }))
            }}
            {move || text.get()}
        </p>
    }
    .into_any()
}
