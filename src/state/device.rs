//! The browser and the phone: storage, installing, updating, looks.

pub(crate) mod advice;

use leptos::prelude::*;

pub(crate) use self::advice::Advice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// Not known yet, or the browser does not say.
    Unknown,
    /// The browser will not evict what is stored here.
    Protected,
    /// It may, when the phone is full or the site is not used for long.
    Unprotected,
}

/// Stored as a preference; `Device` is by the phone's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    Device,
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Device {
    protection: RwSignal<Protection>,
}

pub(crate) fn use_device() -> Device {
    expect_context()
}

impl Device {
    pub(crate) fn protection(self) -> Signal<Protection> {
        self.protection.into()
    }

    /// What is stored here, roughly; none where the browser does not tell.
    pub(crate) fn used_bytes(self) -> Signal<Option<u64>> {
        todo!()
    }

    /// Runs from an icon of its own.
    pub(crate) fn is_installed(self) -> bool {
        todo!()
    }

    /// How this browser installs the app.
    pub(crate) fn advice(self) -> Advice {
        todo!()
    }

    /// Whether `install` will open the browser's own question.
    pub(crate) fn can_install(self) -> Signal<bool> {
        todo!()
    }

    pub(crate) fn install(self) {
        todo!()
    }

    /// Service worker in charge, everything precached, catalogue stored: only then
    /// «Dùng được khi không có mạng» is true.
    pub(crate) fn works_offline(self) -> Signal<bool> {
        todo!()
    }

    /// A newer version waits for consent.
    pub(crate) fn has_update(self) -> Signal<bool> {
        todo!()
    }

    /// Saves what is being written, then changes to the new version and loads the page anew.
    pub(crate) fn update(self) {
        todo!()
    }

    pub(crate) fn theme(self) -> Signal<Theme> {
        todo!()
    }

    pub(crate) fn choose_theme(self, theme: Theme) {
        todo!()
    }
}
