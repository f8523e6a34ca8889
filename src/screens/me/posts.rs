//! The posts that the person holds, and under which one they work now.

use leptos::prelude::*;
use nhatky_domain::holding::Holding;
use nhatky_domain::unit::UnitTree;

use crate::components::button::{Button, Look};
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::state::session::use_session;
use crate::text;

pub(super) fn posts() -> AnyView {
    view! {
        <section class="stack">
            <h3>{text::me::POSTS}</h3>
            {post_list(Callback::new(|()| ()))}
        </section>
    }
    .into_any()
}

/// Also in the sheet of the top bar, which closes when one is chosen.
pub(crate) fn post_list(on_chosen: Callback<()>) -> AnyView {
    let session = use_session();
    let (holdings, current, tree) = (session.holdings(), session.holding(), session.tree());
    let list = move || {
        let holdings = holdings.get();
        if holdings.is_empty() {
            return view! { <p class="note">{text::me::NO_POST}</p> }.into_any();
        }
        let chosen = current.get().map(|holding| holding.id);
        let is_only = holdings.len() == 1;
        let posts = holdings.into_iter().map(|holding| {
            let words = words(&holding, &tree.read());
            if is_only {
                return view! { <p>{words}</p> }.into_any();
            }
            let is_chosen = Some(holding.id) == chosen;
            post(
                words,
                is_chosen,
                Callback::new(move |()| {
                    session.switch_to(holding.id);
                    on_chosen.run(());
                }),
            )
        });
        let hint = (!is_only).then(|| view! { <p class="note">{text::me::POSTS_HINT}</p> });
        view! { <div class="stack">{posts.collect_view()} {hint}</div> }.into_any()
    };
    live(list)
}

fn words(holding: &Holding, tree: &UnitTree) -> String {
    let unit = tree.get(holding.unit).map_or("", |unit| &unit.name);
    text::me::post(&holding.post_name, unit)
}

fn post(words: String, is_chosen: bool, on_press: Callback<()>) -> AnyView {
    let (icon, look) = if is_chosen {
        (Icon::Check, Look::Primary)
    } else {
        (Icon::Switch, Look::Ghost)
    };
    view! { <Button label=words icon=icon look=look on_press=on_press /> }.into_any()
}
