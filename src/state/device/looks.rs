//! How the app looks on this device: preferences that `index.html` applies before the app is there.

use crate::platform::{page, preferences};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// By the phone's setting.
    Device,
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextSize {
    Normal,
    Large,
    Larger,
}

const THEME: &str = "theme";
const TEXT: &str = "text";

pub(super) fn theme() -> Theme {
    match preferences::get(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Device,
    }
}

pub(super) fn choose_theme(theme: Theme) {
    choose(
        THEME,
        "data-theme",
        match theme {
            Theme::Device => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        },
    );
}

pub(super) fn text_size() -> TextSize {
    match preferences::get(TEXT).as_deref() {
        Some("large") => TextSize::Large,
        Some("larger") => TextSize::Larger,
        _ => TextSize::Normal,
    }
}

pub(super) fn choose_text_size(size: TextSize) {
    choose(
        TEXT,
        "data-text",
        match size {
            TextSize::Normal => "",
            TextSize::Large => "large",
            TextSize::Larger => "larger",
        },
    );
}

fn choose(key: &str, attribute: &str, value: &str) {
    preferences::set(key, value);
    page::set_root_attribute(attribute, value);
}
