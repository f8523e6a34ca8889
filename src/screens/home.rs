//! Trang chủ: the two ways to log, what waits for the person, and what they logged this week.
//!
//! Only one's own work is here; the unit's is in Nhật ký.

mod attention;
mod drafts;
mod greeting;
mod more;
mod own;
mod week;

use leptos::prelude::*;

use crate::components::button::{LinkButton, Look};
use crate::components::chip::{Tone, chip};
use crate::components::frame::Page;
use crate::components::icon::{Icon, icon};
use crate::route::Route;
use crate::state::records::use_records;
use crate::state::sync::use_sync;
use crate::text;

#[component]
pub(crate) fn HomeScreen() -> impl IntoView {
    let own = own::own();
    view! {
        <Page title=text::frame::APP_NAME>
            {greeting::greeting()}
            <div class="stack">
                <LinkButton
                    label=text::home::LOG_ACTIVITY
                    href=Route::NewActivity.path()
                    look=Look::BigPrimary
                    icon=Icon::Pen
                />
                <LinkButton
                    label=text::home::HALF_HOUR
                    href=Route::NewHalfHour.path()
                    look=Look::Big
                    icon=Icon::Clock
                    hint=text::home::HALF_HOUR_HINT
                />
                {queue()}
            </div>
            // Below what is pressed most: what comes in late must not move a button from under a
            // thumb.
            {attention::attention(own)}
            {drafts::drafts()}
            {week::week(own)}
        </Page>
    }
    .into_any()
}

/// «Chờ gửi (0)»: always there, so that one can see that nothing waits.
fn queue() -> AnyView {
    let sync = use_sync();
    let (waiting, attention) = (sync.waiting(), sync.attention());
    let are_read = use_records().are_read();
    let count = move || match are_read.get() {
        true => text::home::waiting(waiting.get()),
        false => text::place::QUEUED.to_owned(),
    };
    view! {
        <a class="queue" href=Route::Queue.path()>
            {icon(Icon::Up)}
            <span class="queue__count">{count}</span>
            {move || {
                let count = attention.get() as usize;
                (count > 0).then(|| chip(Icon::Warning, Tone::Bad, text::attention::count(count)))
            }}
            {icon(Icon::Forward)}
        </a>
    }
    .into_any()
}
