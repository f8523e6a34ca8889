//! Things to press. A button does something here, a link goes to another screen.

use leptos::prelude::*;

use super::icon::{Icon, icon};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Look {
    /// The one main action of a screen.
    Primary,
    #[default]
    Ghost,
    Danger,
    /// Underlined text with the touch height of a button.
    Plain,
    /// As tall as two lines, for the home page.
    Big,
    BigPrimary,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Ghost => "button",
            Self::Danger => "button button--danger",
            Self::Plain => "button button--plain",
            Self::Big => "button button--big",
            Self::BigPrimary => "button button--big button--primary",
        }
    }
}

/// While `busy` it stays in place and in the tab order but does nothing.
#[component]
pub(crate) fn Button(
    #[prop(into)] label: Signal<String>,
    on_press: Callback<()>,
    #[prop(optional)] look: Look,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=look.class()
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {inside(icon, label, hint)}
        </button>
    }
    .into_any()
}

#[component]
pub(crate) fn LinkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <a class=look.class() href=href>
            {inside(icon, label, hint)}
        </a>
    }
    .into_any()
}

/// Shows only an icon; `label` is what is read out.
pub(crate) fn icon_button(shown: Icon, label: String, on_press: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="icon-button" aria-label=label on:click=move |_| on_press.run(())>
            {icon(shown)}
        </button>
    }
    .into_any()
}

fn inside(shown: Option<Icon>, label: Signal<String>, hint: &'static str) -> AnyView {
    let hint = (!hint.is_empty()).then(|| view! { <span class="button__hint">{hint}</span> });
    view! {
        {shown.map(icon)}
        <span>{move || label.get()} {hint}</span>
    }
    .into_any()
}
