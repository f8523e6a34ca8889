//! What is stored on this phone and whether the browser keeps it.

use leptos::prelude::*;

use crate::components::button::{Button, LinkButton};
use crate::components::chip::{Tone, chip};
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::route::Route;
use crate::state::device::{Protection, use_device};
use crate::state::session::use_session;
use crate::text;

pub(super) fn storage() -> AnyView {
    let device = use_device();
    let (protection, used) = (device.protection(), device.used_bytes());
    let words = move || match protection.get() {
        Protection::Protected => text::me::PROTECTED,
        Protection::Unprotected => text::me::UNPROTECTED,
        Protection::Unknown => text::me::PROTECTION_UNKNOWN,
    };
    let used = move || {
        used.get()
            .map(|bytes| text::me::used(&text::size::size(bytes)))
    };
    let on_protect = Callback::new(move |()| device.protect_now());
    let ask = move || {
        (protection.get() == Protection::Unprotected)
            .then(|| view! { <Button label=text::me::PROTECT on_press=on_protect /> })
    };
    view! {
        <section class="stack">
            <h3>{text::me::STORAGE}</h3>
            <p>{offline()}</p>
            <p>{live(words)}</p>
            <p class="note">{live(used)}</p>
            {live(ask)}
            <LinkButton label=text::backup::TITLE href=Route::Backup.path() />
        </section>
    }
    .into_any()
}

fn offline() -> AnyView {
    let (is_precached, catalogue) = (use_device().is_precached(), use_session().catalogue());
    let is_ready = Memo::new(move |_| is_precached.get() && !catalogue.read().forms.is_empty());
    let shown = move || {
        if is_ready.get() {
            chip(Icon::Check, Tone::Ok, text::me::OFFLINE_READY.to_owned())
        } else {
            chip(
                Icon::Clock,
                Tone::Calm,
                text::me::OFFLINE_NOT_READY.to_owned(),
            )
        }
    };
    live(shown)
}
