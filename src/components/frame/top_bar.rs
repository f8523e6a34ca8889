//! The title, the way back, and who the person is now.

use leptos::prelude::*;

use super::Chrome;
use crate::components::icon::{Icon, icon};
use crate::components::live::live;
use crate::text;

pub(super) fn top_bar(title: Signal<String>, back: bool, chrome: Option<Chrome>) -> AnyView {
    view! {
        <header class="top">
            {chrome.filter(|_| back).map(back_button)}
            <h1 class="top__title">{move || title.get()}</h1>
            {chrome.filter(|_| !back).map(post)}
            {chrome.map(|chrome| {
                move || {
                    chrome.is_demo.get().then(|| view! { <p class="top__demo">{text::frame::DEMO}</p> })
                }
            })}
        </header>
    }
    .into_any()
}

fn back_button(chrome: Chrome) -> AnyView {
    view! {
        <button
            type="button"
            class="top__back"
            aria-label=text::frame::BACK
            on:click=move |_| chrome.on_back.run(())
        >
            {icon(Icon::Back)}
        </button>
    }
    .into_any()
}

fn post(chrome: Chrome) -> AnyView {
    let shown = move || {
        let post = chrome.post.get()?;
        let can_switch = chrome.on_switch_post.is_some();
        let pill = view! {
            <span class="top__pill">
                <span class="top__post-name">{post}</span>
                {can_switch.then(|| icon(Icon::Forward))}
            </span>
        }
        .into_any();
        let Some(on_switch) = chrome.on_switch_post else {
            return Some(view! { <span class="top__post">{pill}</span> }.into_any());
        };
        let button = view! {
            <button type="button" class="top__post" on:click=move |_| on_switch.run(())>
                <span class="spoken">{text::frame::SWITCH_POST}</span>
                {pill}
            </button>
        };
        Some(button.into_any())
    };
    live(shown)
}
