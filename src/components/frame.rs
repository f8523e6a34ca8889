//! The bars around a screen: top bar; at the bottom the connection bar, over the action under the
//! thumb or the tabs.
//!
//! `app.rs` provides one `Chrome`, which is what all screens share; each screen is a `Page`.

mod connection_bar;
mod tab_bar;
mod top_bar;

use leptos::prelude::*;

pub(crate) use connection_bar::BarMessage;
pub(crate) use tab_bar::{Badge, Tab};

use crate::text;

/// What the bars show, whatever the screen.
#[derive(Clone, Copy)]
pub(crate) struct Chrome {
    /// The unit and post that the person works under now.
    pub(crate) post: Signal<Option<String>>,
    /// Asks for another post; without it the name is only shown.
    pub(crate) on_switch_post: Option<Callback<()>>,
    /// None: there is nothing to say.
    pub(crate) bar: Signal<Option<BarMessage>>,
    pub(crate) on_bar_action: Callback<()>,
    pub(crate) tabs: Signal<Vec<Tab>>,
    /// Opens the sheet of the (+) button.
    pub(crate) on_add: Callback<()>,
    pub(crate) on_back: Callback<()>,
    /// A demo organisation says so on every screen.
    pub(crate) is_demo: Signal<bool>,
}

/// A whole screen.
///
/// A page with `back` is a step inside a task: it has an arrow instead of the post, and no tabs.
/// `foot` holds the one primary action.
#[component]
pub(crate) fn Page(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] back: bool,
    #[prop(optional)] foot: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let chrome = use_context::<Chrome>();
    let is_tabbed = !back && foot.is_none();
    view! {
        <div class="frame">
            <a class="frame__skip button" href="#main">
                {text::frame::SKIP}
            </a>
            {top_bar::top_bar(title, back, chrome)}
            <main class="frame__main" id="main" tabindex="-1">
                {children()}
            </main>
            // The connection bar comes and goes with the network, at any moment. In the flow of the
            // page it would push every button from under the thumb that is about to touch it.
            <div class="frame__end">
                {chrome
                    .map(|chrome| connection_bar::connection_bar(chrome.bar, chrome.on_bar_action))}
                {foot.map(|foot| view! { <div class="foot">{foot}</div> })}
                {chrome.filter(|_| is_tabbed).map(tab_bar::tab_bar)}
            </div>
        </div>
    }
    .into_any()
}
