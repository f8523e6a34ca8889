//! Light or dark, and how large.

use leptos::prelude::*;

use crate::components::chip::FilterChips;
use crate::state::device::{TextSize, Theme, use_device};
use crate::text;

const THEMES: [(Theme, &str, &str); 3] = [
    (Theme::Device, "device", text::me::THEME_DEVICE),
    (Theme::Light, "light", text::me::THEME_LIGHT),
    (Theme::Dark, "dark", text::me::THEME_DARK),
];

const SIZES: [(TextSize, &str, &str); 3] = [
    (TextSize::Normal, "normal", text::me::TEXT_NORMAL),
    (TextSize::Large, "large", text::me::TEXT_LARGE),
    (TextSize::Larger, "larger", text::me::TEXT_LARGER),
];

pub(super) fn looks() -> AnyView {
    let device = use_device();
    let (theme, size) = (device.theme(), device.text_size());
    view! {
        <section class="stack">
            <h3>{text::me::LOOKS}</h3>
            {choice(text::me::THEME, &THEMES, theme, move |theme| device.choose_theme(theme))}
            {choice(text::me::TEXT_SIZE, &SIZES, size, move |size| device.choose_text_size(size))}
        </section>
    }
    .into_any()
}

fn choice<T: Copy + PartialEq + Send + Sync>(
    label: &'static str,
    options: &'static [(T, &'static str, &'static str)],
    value: Signal<T>,
    choose: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let chosen = Signal::derive(move || {
        let value = value.get();
        let found = options.iter().find(|(option, ..)| *option == value);
        found.map_or(String::new(), |(_, code, _)| (*code).to_owned())
    });
    let on_choose = Callback::new(move |code: String| {
        if let Some((option, ..)) = options.iter().find(|(_, known, _)| *known == code) {
            choose(*option);
        }
    });
    let named: Vec<_> = options
        .iter()
        .map(|(_, code, name)| (*code, *name))
        .collect();
    view! {
        <p class="note">{label}</p>
        <FilterChips label=label options=named chosen=chosen on_choose=on_choose />
    }
    .into_any()
}
