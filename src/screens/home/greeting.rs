//! Who one is, which day it is, and when the phone last spoke to the server.

use leptos::prelude::*;
use nhatky_domain::name::given_name;

use crate::state::session::use_session;
use crate::state::sync::use_sync;
use crate::text;

pub(super) fn greeting() -> AnyView {
    let session = use_session();
    let (account, today) = (session.account(), session.today());
    let last_sync = use_sync().last_sync_ms();
    view! {
        <div>
            <h2>{move || text::home::greeting(given_name(&account.read().name))}</h2>
            <p class="note">{move || text::home::today(today.get())}</p>
            <p class="note">{move || text::home::last_sync(last_sync.get())}</p>
        </div>
    }
    .into_any()
}
