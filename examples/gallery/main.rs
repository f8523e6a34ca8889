//! Every component on pages of their own, to look at while changing them. Never a part of the app.
//!
//! ```text
//! cargo build --example gallery --target wasm32-unknown-unknown
//! wasm-bindgen --target web --no-typescript --out-dir dist/gallery \
//!   target/wasm32-unknown-unknown/debug/examples/gallery.wasm
//! ```
//! A page that links the style sheet and starts `gallery.js` shows the page named after `#`.

#[path = "../../src"]
#[expect(
    dead_code,
    reason = "not every word and look of the app stands in the gallery"
)]
mod app {
    pub(crate) mod components;
    pub(crate) mod text;
}
mod pages;
mod sample;

use app::{components, text};
use components::frame::{Badge, BarMessage, Chrome, Tab};
use components::icon::Icon;
use leptos::prelude::*;

fn main() {
    let page = window().location().hash().unwrap_or_default();
    mount_to_body(move || {
        provide_context(chrome(page.as_str()));
        pages::show_page(&page)
    });
}

fn chrome(page: &str) -> Chrome {
    let tab = |label, href, icon, badge| Tab {
        label,
        href,
        icon,
        is_current: page == href,
        badge,
    };
    let tabs = vec![
        tab(text::frame::TAB_HOME, "#home", Icon::Home, Badge::None),
        tab(
            text::frame::TAB_JOURNAL,
            "#journal",
            Icon::Journal,
            Badge::Waiting(2),
        ),
        tab(text::frame::TAB_ME, "#me", Icon::Person, Badge::None),
    ];
    let offline = BarMessage {
        text: text::frame::NO_NETWORK.to_owned(),
        action: None,
    };
    Chrome {
        post: Signal::stored(Some("Đội quản lý điện khu vực".to_owned())),
        on_switch_post: Some(nothing()),
        bar: Signal::stored(Some(offline)),
        on_bar_action: nothing(),
        tabs: Signal::stored(tabs),
        on_add: nothing(),
        on_back: nothing(),
        is_demo: Signal::stored(page == "#home"),
    }
}

fn nothing() -> Callback<()> {
    Callback::new(|()| ())
}
