//! «Đổi người dùng»: several people can share a phone, each with an own store.

use leptos::prelude::*;

use crate::components::button::{Button, LinkButton, Look};
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::route::Route;
use crate::state::session::use_session;
use crate::state::start::use_start;
use crate::text;

pub(super) fn people() -> AnyView {
    let (start, me) = (use_start(), use_session().person());
    let persons = start.persons();
    let others = move || {
        let others = persons.get().into_iter().filter(|known| known.person != me);
        others
            .map(|known| {
                let label = text::me::post(&known.name, &known.unit);
                let on_press = Callback::new(move |()| start.switch_to(known.person));
                view! { <Button label=label icon=Icon::Switch on_press=on_press /> }
            })
            .collect_view()
    };
    view! {
        <section class="stack">
            <h3>{text::me::PEOPLE}</h3>
            <p class="note">{text::me::PEOPLE_HINT}</p>
            {live(others)}
            <LinkButton label=text::me::ADD_PERSON href=Route::Activate.path() look=Look::Plain />
        </section>
    }
    .into_any()
}
