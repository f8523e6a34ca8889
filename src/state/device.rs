//! The browser and the phone: storage, installing, updating, looks.

pub(crate) mod advice;
mod looks;
pub(crate) mod name;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub(crate) use self::advice::Advice;
pub(crate) use self::looks::{TextSize, Theme};
use crate::platform::worker::{self, Registration};
use crate::platform::{agent, clipboard, history, install, page, share, storage, timer};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// Not known yet, or the browser does not say.
    Unknown,
    /// The browser will not evict what is stored here.
    Protected,
    /// It may, when the phone is full or the site is not used for long.
    Unprotected,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Device {
    protection: RwSignal<Protection>,
    used_bytes: RwSignal<Option<u64>>,
    can_install: RwSignal<bool>,
    is_precached: RwSignal<bool>,
    has_update: RwSignal<bool>,
    theme: RwSignal<Theme>,
    text_size: RwSignal<TextSize>,
    was_asked: StoredValue<bool>,
    registration: StoredValue<Option<Registration>, LocalStorage>,
}

pub(crate) fn use_device() -> Device {
    expect_context()
}

impl Device {
    pub(crate) fn new() -> Self {
        let device = Self {
            protection: RwSignal::new(Protection::Unknown),
            used_bytes: RwSignal::new(None),
            can_install: RwSignal::new(install::can_ask()),
            is_precached: RwSignal::new(false),
            has_update: RwSignal::new(false),
            theme: RwSignal::new(looks::theme()),
            text_size: RwSignal::new(looks::text_size()),
            was_asked: StoredValue::new(false),
            registration: StoredValue::new_local(None),
        };
        install::on_change(move || device.can_install.set(install::can_ask()));
        device.look_at_storage();
        device
    }

    /// After the first paint, so that the worker's downloads do not delay it.
    pub(crate) fn start_worker(self) {
        timer::after_paint(move || {
            spawn_local(async move {
                let Some(registration) = worker::register().await else {
                    return;
                };
                registration.on_update(move || self.has_update.set(true));
                self.registration.set_value(Some(registration));
            });
        });
        worker::on_new_controller(move || self.look_at_cache());
        page::on_visible(move || self.look_for_update());
        self.look_at_cache();
    }

    fn look_at_cache(self) {
        spawn_local(async move {
            self.is_precached.set(worker::is_precached().await);
        });
    }

    fn look_at_storage(self) {
        spawn_local(async move {
            self.protection.set(match storage::is_persisted().await {
                None => Protection::Unknown,
                Some(true) => Protection::Protected,
                Some(false) => Protection::Unprotected,
            });
            self.used_bytes.set(storage::used_bytes().await);
        });
    }

    /// Asks the browser, once, to keep what is stored here. Called when there is something to keep.
    pub(super) fn protect(self) {
        let is_needed = self.protection.get_untracked() != Protection::Protected;
        if is_needed && !self.was_asked.get_value() {
            self.was_asked.set_value(true);
            storage::ask_to_persist(move || self.look_at_storage());
        }
    }

    /// The person asks for it.
    pub(crate) fn protect_now(self) {
        storage::ask_to_persist(move || self.look_at_storage());
    }

    pub(crate) fn protection(self) -> Signal<Protection> {
        self.protection.into()
    }

    /// What is stored here, roughly; none where the browser does not tell.
    pub(crate) fn used_bytes(self) -> Signal<Option<u64>> {
        self.look_at_storage();
        self.used_bytes.into()
    }

    /// How this browser installs the app.
    pub(crate) fn advice(self) -> Advice {
        advice::advice(&agent::agent())
    }

    /// Opens this very address in Chrome, from inside another app on Android.
    pub(crate) fn chrome_intent(self) -> String {
        advice::chrome_intent(&history::origin(), &history::path(), &history::fragment())
    }

    /// Says whether the browser allowed it.
    pub(crate) fn copy(self, text: &str, on_done: Callback<bool>) {
        let text = text.to_owned();
        spawn_local(async move {
            on_done.try_run(clipboard::copy(&text).await);
        });
    }

    /// A file for the person to keep.
    pub(crate) fn save_text(self, name: &str, text: &str) {
        share::save_text(name, text);
    }

    /// Whether the phone hands texts on to other apps.
    pub(crate) fn can_share(self) -> bool {
        share::can_share()
    }

    pub(crate) fn share_text(self, text: &str) {
        share::share(text, &[], "");
    }

    /// «Chrome trên Android»
    pub(crate) fn name(self) -> String {
        name::device_name(&agent::agent())
    }

    /// This very address, code included.
    pub(crate) fn copy_address(self, on_done: Callback<bool>) {
        let fragment = history::fragment();
        let mark = if fragment.is_empty() { "" } else { "#" };
        let address = [&history::origin(), &history::path(), mark, &fragment].concat();
        self.copy(&address, on_done);
    }

    /// Whether `install` will open the browser's own question.
    pub(crate) fn can_install(self) -> Signal<bool> {
        self.can_install.into()
    }

    pub(crate) fn install(self) {
        install::ask();
        self.can_install.set(install::can_ask());
    }

    /// The app's files lie on this phone and the worker answers with them: together with a stored
    /// catalogue, and only then, «Dùng được khi không có mạng» is true.
    pub(crate) fn is_precached(self) -> Signal<bool> {
        self.is_precached.into()
    }

    /// A newer version waits for consent.
    pub(crate) fn has_update(self) -> Signal<bool> {
        self.has_update.into()
    }

    pub(crate) fn look_for_update(self) {
        self.registration.with_value(|registration| {
            if let Some(registration) = registration {
                registration.look_for_update();
            }
        });
    }

    /// Changes to the new version and loads the page anew. Whoever calls has saved what is typed.
    pub(super) fn take_update(self) {
        self.registration.with_value(|registration| {
            if let Some(registration) = registration {
                registration.take_over();
            }
        });
    }

    pub(crate) fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    pub(crate) fn choose_theme(self, theme: Theme) {
        looks::choose_theme(theme);
        self.theme.set(theme);
    }

    pub(crate) fn text_size(self) -> Signal<TextSize> {
        self.text_size.into()
    }

    pub(crate) fn choose_text_size(self, size: TextSize) {
        looks::choose_text_size(size);
        self.text_size.set(size);
    }
}
