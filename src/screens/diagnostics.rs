//! Chẩn đoán: for whoever helps from afar. Nothing that the person wrote.

use leptos::prelude::*;
use nhatky_domain::date::Timestamp;

use crate::components::button::Button;
use crate::components::facts::Facts;
use crate::components::frame::Page;
use crate::components::toast::use_toast;
use crate::state::device::use_device;
use crate::state::session::use_session;
use crate::state::sync::use_sync;
use crate::text;

#[component]
pub(crate) fn DiagnosticsScreen() -> impl IntoView {
    let facts = facts();
    let lines = use_sync().log().lines();
    // The latest first: it is what one asks about.
    let shown = move || {
        let lines = lines.read();
        let words = lines.iter().rev();
        words
            .map(|line| text::diagnostics::line(line.at_ms, &line.text))
            .collect::<Vec<_>>()
    };
    let whole = Signal::derive(move || {
        let facts = facts.get().into_iter();
        let facts = facts.map(|(name, value)| [&name, ": ", &value].concat());
        facts.chain(shown()).collect::<Vec<_>>().join("\n")
    });
    let list = move || {
        let lines = shown();
        if lines.is_empty() {
            return view! { <p class="note">{text::diagnostics::NO_EVENTS}</p> }.into_any();
        }
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| view! { <li class="note">{line}</li> })
            .collect();
        view! { <ol role="list">{lines}</ol> }.into_any()
    };
    view! {
        <Page title=text::diagnostics::TITLE back=true>
            <p>{text::diagnostics::LEAD}</p>
            <Facts facts=facts />
            {ways_out(whole)}
            <h2>{text::diagnostics::EVENTS}</h2>
            {list}
        </Page>
    }
}

fn facts() -> Signal<Vec<(String, String)>> {
    let (device, session, sync) = (use_device(), use_session(), use_sync());
    let (used, last_sync) = (device.used_bytes(), sync.last_sync_ms());
    Signal::derive(move || {
        let offset = session.offset_ms().get();
        let ready = match (device.has_update().get(), device.is_precached().get()) {
            (true, _) => text::diagnostics::UPDATE,
            (false, true) => text::diagnostics::READY,
            (false, false) => text::diagnostics::NOT_READY,
        };
        let unknown = || text::diagnostics::UNKNOWN.to_owned();
        let facts = [
            (
                text::diagnostics::VERSION,
                env!("CARGO_PKG_VERSION").to_owned(),
            ),
            (text::diagnostics::BROWSER, device.name()),
            (text::diagnostics::OFFLINE, ready.to_owned()),
            (
                text::diagnostics::STORED,
                used.get().map_or_else(unknown, text::size::size),
            ),
            (
                text::diagnostics::CLOCK,
                offset.map_or_else(unknown, text::diagnostics::offset),
            ),
            (
                text::diagnostics::LAST_SYNC,
                last_sync
                    .get()
                    .map_or_else(unknown, |at_ms| Timestamp(at_ms).vi()),
            ),
            (text::place::QUEUED, sync.waiting().get().to_string()),
            (
                text::place::NEEDS_ACTION,
                sync.attention().get().to_string(),
            ),
        ];
        facts.map(|(name, value)| (name.to_owned(), value)).into()
    })
}

fn ways_out(whole: Signal<String>) -> AnyView {
    let (device, toast) = (use_device(), use_toast());
    let on_copied = Callback::new(move |is_copied| {
        toast.say(if is_copied {
            text::diagnostics::COPIED
        } else {
            text::diagnostics::NOT_COPIED
        });
    });
    let on_copy = Callback::new(move |()| device.copy(&whole.get_untracked(), on_copied));
    let on_share = Callback::new(move |()| device.share_text(&whole.get_untracked()));
    let on_save = Callback::new(move |()| {
        device.save_text(text::diagnostics::FILE_NAME, &whole.get_untracked());
        toast.say(text::attention::EXPORTED);
    });
    view! {
        <div class="stack">
            <Button label=text::diagnostics::COPY on_press=on_copy />
            {device
                .can_share()
                .then(|| view! { <Button label=text::diagnostics::SHARE on_press=on_share /> })}
            <Button label=text::diagnostics::SAVE on_press=on_save />
        </div>
    }
    .into_any()
}
