//! Help, privacy, version.

use leptos::prelude::*;

use crate::components::button::{Button, LinkButton, Look};
use crate::components::live::live;
use crate::route::Route;
use crate::screens::activate::privacy;
use crate::state::device::use_device;
use crate::state::start::use_start;
use crate::text;

pub(super) fn about() -> AnyView {
    let (device, start) = (use_device(), use_start());
    let has_update = device.has_update();
    let on_look = Callback::new(move |()| device.look_for_update());
    let on_update = Callback::new(move |()| start.update());
    let update = move || {
        if has_update.get() {
            view! {
                <Button label=text::frame::UPDATE look=Look::Primary on_press=on_update />
                <p class="note">{text::me::UPDATE_SAFE}</p>
            }
            .into_any()
        } else {
            view! { <Button label=text::me::LOOK_FOR_UPDATE look=Look::Plain on_press=on_look /> }
                .into_any()
        }
    };
    view! {
        <section class="stack">
            <h3>{text::me::HELP}</h3>
            <p>{text::me::HELP_TEXT}</p>
        </section>
        {privacy()}
        <section class="stack">
            <h3>{text::me::ABOUT}</h3>
            <p>{text::frame::APP_NAME} " " {env!("CARGO_PKG_VERSION")}</p>
            {live(update)}
            <LinkButton look=Look::Plain label=text::diagnostics::TITLE href=Route::Diagnostics.path() />
        </section>
    }
    .into_any()
}
