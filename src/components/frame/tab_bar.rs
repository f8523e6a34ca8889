//! The tabs at the bottom, with (+) in their middle.

use leptos::prelude::*;

use super::Chrome;
use crate::components::icon::{Icon, icon};
use crate::components::live::live;
use crate::text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Badge {
    #[default]
    None,
    /// Records waiting to be sent.
    Waiting(u32),
}

/// One tab. What a release does not have is not in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    pub(crate) label: &'static str,
    pub(crate) href: &'static str,
    pub(crate) icon: Icon,
    pub(crate) is_current: bool,
    pub(crate) badge: Badge,
}

pub(super) fn tab_bar(chrome: Chrome) -> AnyView {
    let around_add = move || {
        let tabs = chrome.tabs.get();
        let half = tabs.len().div_ceil(2);
        let mut views: Vec<_> = tabs.into_iter().map(one).collect();
        views.insert(half, add(chrome.on_add));
        views
    };
    view! { <nav class="tabs" aria-label=text::frame::MAIN_MENU>{live(around_add)}</nav> }
        .into_any()
}

fn one(tab: Tab) -> AnyView {
    view! {
        <a class="tabs__tab" href=tab.href aria-current=tab.is_current.then_some("page")>
            {icon(tab.icon)}
            {tab.label}
            {badge(tab.badge)}
        </a>
    }
    .into_any()
}

fn badge(badge: Badge) -> AnyView {
    match badge {
        Badge::None | Badge::Waiting(0) => ().into_any(),
        Badge::Waiting(count) => view! {
            <span class="tabs__count" aria-hidden="true">{count.to_string()}</span>
            <span class="spoken">", " {text::frame::waiting(count)}</span>
        }
        .into_any(),
    }
}

fn add(on_add: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="tabs__add"
            aria-label=text::frame::ADD
            aria-haspopup="dialog"
            on:click=move |_| on_add.run(())
        >
            {icon(Icon::Add)}
        </button>
    }
    .into_any()
}
