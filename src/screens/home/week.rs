//! What the person logged this week.

use leptos::prelude::*;

use super::own::{Own, OwnRows};
use crate::components::button::{LinkButton, Look};
use crate::components::chip::Tone;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::components::notice::{Empty, Notice};
use crate::components::row::{Rows, row};
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::screens::entry::row_data;
use crate::state::Loaded;
use crate::state::session::use_session;
use crate::text;

pub(super) fn week(own: Own) -> AnyView {
    let list = move || match own.week.get() {
        Loaded::Waiting => skeleton(),
        Loaded::Failed(error) => {
            let reason = text::store::reason(&error);
            view! { <Notice tone=Tone::Bad title=text::store::NOT_READ text=reason /> }.into_any()
        }
        Loaded::Ready(rows) if !rows.is_empty() => filled(rows),
        Loaded::Ready(_) | Loaded::Missing => {
            view! { <Empty shown=Icon::Journal text=text::home::NOTHING_THIS_WEEK /> }.into_any()
        }
    };
    view! {
        <section class="stack">
            <h3>{text::home::THIS_WEEK}</h3>
            <div class="stack home__week">{live(list)}</div>
        </section>
    }
    .into_any()
}

fn filled(rows: OwnRows) -> AnyView {
    let today = use_session().today().get();
    let rows: Vec<_> = rows
        .iter()
        .map(|found| row(row_data(found, today)))
        .collect();
    view! {
        <Rows>{rows}</Rows>
        <LinkButton label=text::home::WHOLE_JOURNAL href=Route::Journal.path() look=Look::Plain />
    }
    .into_any()
}
