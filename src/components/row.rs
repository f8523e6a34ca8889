//! A record in a list: its title, its facts, and the two chips.

use leptos::prelude::*;
use nhatky_domain::ids::StateCode;

use super::chip::{Place, place_chip, standing_chip};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowData {
    pub(crate) href: String,
    pub(crate) title: String,
    /// «24/7 · 9 lượt · 3 ảnh»
    pub(crate) facts: String,
    pub(crate) place: Option<Place>,
    pub(crate) standing: Option<StateCode>,
    /// Why it was returned or refused, when the next try is.
    pub(crate) note: String,
}

/// A row to put into `rows`.
pub(crate) fn row(data: RowData) -> AnyView {
    let is_bad = data.place.as_ref().is_some_and(Place::is_bad)
        || data
            .standing
            .as_ref()
            .is_some_and(|state| state.as_str() == nhatky_domain::workflow::RETURNED);
    let class = if is_bad { "row row--bad" } else { "row" };
    // Beside a single chip there is room for them.
    let has_two = data.place.is_some() && data.standing.is_some();
    let (above, beside) = if has_two {
        (data.facts, String::new())
    } else {
        (String::new(), data.facts)
    };
    view! {
        <li>
            <a class=class href=data.href>
                <span class="row__title">{data.title}</span>
                {line(above)}
                <span class="row__meta">
                    {data.place.as_ref().map(place_chip)}
                    {data.standing.as_ref().map(standing_chip)}
                    {beside}
                </span>
                {line(data.note)}
            </a>
        </li>
    }
    .into_any()
}

fn line(text: String) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! { <span class="row__meta">{text}</span> }.into_any()
}

/// The list around rows. The role is written out because Safari drops it from lists without dots.
#[component]
pub(crate) fn Rows(children: Children) -> impl IntoView {
    view! { <ul class="rows" role="list">{children()}</ul> }.into_any()
}
