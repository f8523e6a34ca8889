//! Nhật ký: records by week, searched as one types, filtered by state.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::date::Date;
use nhatky_domain::workflow::{AWAITING, RETURNED};

use super::entry;
use crate::components::button::{Button, LinkButton};
use crate::components::chip::FilterChips;
use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::icon::Icon;
use crate::components::notice::{Empty, Notice};
use crate::components::row::{Rows, row};
use crate::components::search_box::SearchBox;
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::records::{RecordRow, WhereIs, use_records};
use crate::state::session::use_session;
use crate::text;

/// Rows drawn at first and with each «Xem thêm»: two screens of a small phone.
const PAGE_ROWS: usize = 30;

const ALL: &str = "";
const WAITING: &str = "waiting";
const MINE: &str = "mine";
const UNIT: &str = "unit";

/// What the person asked to see.
#[derive(Clone, Copy)]
struct Choice {
    query: RwSignal<String>,
    state: RwSignal<String>,
    whose: RwSignal<String>,
    most: RwSignal<usize>,
}

#[component]
pub(crate) fn JournalScreen() -> impl IntoView {
    let choice = Choice {
        query: RwSignal::new(String::new()),
        state: RwSignal::new(ALL.to_owned()),
        whose: RwSignal::new(MINE.to_owned()),
        most: RwSignal::new(PAGE_ROWS),
    };
    let rows = use_records().rows();
    let has_others = Memo::new(move |_| {
        rows.with(|rows| matches!(rows, Loaded::Ready(rows) if rows.iter().any(|row| !row.is_mine)))
    });
    let on_input = Callback::new(move |query| {
        choice.query.set(query);
        choice.most.set(PAGE_ROWS);
    });
    view! {
        <Page title=text::frame::TAB_JOURNAL>
            {move || has_others.get().then(|| whose(choice))}
            <SearchBox value=choice.query on_input=on_input />
            {states(choice)}
            {move || rows.with(|rows| body(rows, choice))}
        </Page>
    }
}

fn whose(choice: Choice) -> AnyView {
    let on_choose = Callback::new(move |code| {
        choice.whose.set(code);
        choice.most.set(PAGE_ROWS);
    });
    let options = vec![(MINE, text::journal::MINE), (UNIT, text::journal::UNIT)];
    view! { <FilterChips label=text::journal::WHOSE options=options chosen=choice.whose on_choose=on_choose /> }.into_any()
}

fn states(choice: Choice) -> AnyView {
    let on_choose = Callback::new(move |code| {
        choice.state.set(code);
        choice.most.set(PAGE_ROWS);
    });
    let options = vec![
        (ALL, text::journal::ALL),
        (WAITING, text::journal::WAITING),
        (AWAITING, text::journal::AWAITING),
        (RETURNED, text::journal::RETURNED),
    ];
    view! { <FilterChips options=options chosen=choice.state on_choose=on_choose /> }.into_any()
}

fn body(rows: &Loaded<crate::state::records::Rows>, choice: Choice) -> AnyView {
    match rows {
        Loaded::Waiting => skeleton(),
        Loaded::Ready(_) => list(choice),
        Loaded::Missing => empty(choice),
        Loaded::Failed(error) => {
            view! { <Notice tone=Tone::Bad title=text::store::NOT_READ text=text::store::reason(error) /> }.into_any()
        }
    }
}

fn list(choice: Choice) -> AnyView {
    let found = use_records().find(&choice.query.read());
    let wanted: Vec<_> = found
        .iter()
        .filter(|row| is_wanted(row, choice))
        .cloned()
        .collect();
    if wanted.is_empty() {
        return empty(choice);
    }
    let most = choice.most.get();
    let shown = &wanted[..most.min(wanted.len())];
    // The best match first, not the newest, while one searches.
    let groups = if choice.query.read().trim().is_empty() {
        by_week(shown)
    } else {
        vec![(String::new(), shown.to_vec())]
    };
    let hidden = wanted.len() - shown.len();
    let on_more = Callback::new(move |()| choice.most.update(|most| *most += PAGE_ROWS));
    view! {
        {groups.into_iter().map(week).collect::<Vec<_>>()}
        {(hidden > 0).then(|| view! { <Button label=text::home::more(hidden) on_press=on_more /> })}
    }
    .into_any()
}

fn is_wanted(row: &RecordRow, choice: Choice) -> bool {
    let is_whose = row.is_mine == (*choice.whose.read() == MINE);
    let state = choice.state.read();
    is_whose
        && match state.as_str() {
            ALL => true,
            WAITING => !matches!(row.place, WhereIs::Received { .. }),
            state => row.state.as_str() == state,
        }
}

type Week = (String, Vec<Arc<RecordRow>>);

/// Rows come newest day first, so equal weeks are neighbors.
fn by_week(rows: &[Arc<RecordRow>]) -> Vec<Week> {
    rows.chunk_by(|one, next| one.day.map(Date::iso_week) == next.day.map(Date::iso_week))
        .map(|rows| {
            let label = rows
                .first()
                .and_then(|row| row.day)
                .map(|day| day.iso_week().label());
            (
                label.unwrap_or_else(|| text::journal::NO_DAY.to_owned()),
                rows.to_vec(),
            )
        })
        .collect()
}

fn week((label, rows): Week) -> AnyView {
    let today = use_session().today().get();
    let rows: Vec<_> = rows
        .iter()
        .map(|data| row(entry::row_data(data, today)))
        .collect();
    view! {
        {(!label.is_empty()).then(|| view! { <h2>{label}</h2> })}
        <Rows>{rows}</Rows>
    }
    .into_any()
}

fn empty(choice: Choice) -> AnyView {
    let is_narrowed = !choice.query.read().trim().is_empty() || *choice.state.read() != ALL;
    if is_narrowed {
        return view! { <Empty shown=Icon::Search text=text::journal::FOUND_NONE /> }.into_any();
    }
    if *choice.whose.read() == UNIT {
        return view! { <Empty shown=Icon::Journal text=text::journal::EMPTY_UNIT /> }.into_any();
    }
    view! {
        <Empty shown=Icon::Journal text=text::journal::EMPTY>
            <LinkButton label=text::home::LOG_ACTIVITY href=Route::NewActivity.path() />
        </Empty>
    }
    .into_any()
}
