//! Right after activation: what is on the phone already. «Dùng được khi không có mạng» appears
//! only when it is true.

use leptos::prelude::*;
use nhatky_domain::name::given_name;

use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::components::way::{Step, Way, WayStep};
use crate::screens::install::install;
use crate::state::device::use_device;
use crate::state::session::use_session;
use crate::state::sync::{Connection, use_sync};
use crate::text;

#[component]
pub(crate) fn WelcomeScreen(on_go: Callback<()>) -> impl IntoView {
    let (session, device, sync) = (use_session(), use_device(), use_sync());
    let (catalogue, is_precached) = (session.catalogue(), device.is_precached());
    let has_forms = Memo::new(move |_| !catalogue.read().forms.is_empty());
    let steps = Signal::derive(move || {
        let forms = (text::activate::WELCOME_FORMS, text::activate::WELCOME_WAIT);
        let offline = (
            text::activate::WELCOME_OFFLINE,
            text::activate::WELCOME_WAIT_OFFLINE,
        );
        vec![
            step(has_forms.get(), forms),
            step(has_forms.get() && is_precached.get(), offline),
        ]
    });
    let connection = sync.connection();
    let is_cut = move || {
        let is_quiet = matches!(
            connection.get(),
            Connection::Quiet | Connection::Syncing { .. }
        );
        (!has_forms.get() && !is_quiet).then(|| {
            view! { <Notice tone=Tone::Warn title=text::activate::WELCOME_NO_NETWORK /> }
        })
    };
    let foot =
        view! { <Button label=text::activate::WELCOME_GO look=Look::Primary on_press=on_go /> };
    let account = session.account();
    view! {
        <Page title=text::frame::APP_NAME foot=foot.into_any()>
            <h2>{move || text::activate::welcome(given_name(&account.read().name))}</h2>
            <Way steps=steps />
            {live(is_cut)}
            {install(device.advice(), false)}
        </Page>
    }
    .into_any()
}

fn step(is_done: bool, (done, waiting): (&str, &str)) -> WayStep {
    WayStep {
        step: if is_done { Step::Done } else { Step::Next },
        text: if is_done { done } else { waiting }.to_owned(),
        when: String::new(),
    }
}
