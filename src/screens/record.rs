//! Chi tiết: one record as it is read, where it is, how it stands, and what can be done with it.

mod cancel;
mod photos;
mod story;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::RecordId;

use super::entry;
use crate::components::button::{Button, LinkButton};
use crate::components::chip::{Tone, place_chip, standing_chip};
use crate::components::facts::Facts;
use crate::components::frame::Page;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::components::way::Way;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::navigation::use_navigation;
use crate::state::records::{Clash, RecordView, use_records};
use crate::state::session::use_session;
use crate::state::work::use_work;
use crate::text;
use crate::text::value::Books;

#[component]
pub(crate) fn RecordScreen(id: RecordId) -> impl IntoView {
    let record = use_records().open(id);
    view! { <Page title=text::record::TITLE back=true>{move || record.with(body)}</Page> }
}

fn body(record: &Loaded<Arc<RecordView>>) -> AnyView {
    match record {
        Loaded::Waiting => skeleton(),
        Loaded::Ready(view) => read(view),
        Loaded::Missing => view! {
            <Notice title=text::record::GONE text=text::record::GONE_TEXT>
                <LinkButton label=text::record::TO_JOURNAL href=Route::Journal.path() />
            </Notice>
        }
        .into_any(),
        Loaded::Failed(error) => {
            view! { <Notice tone=Tone::Bad title=text::store::NOT_READ text=text::store::reason(error) /> }.into_any()
        }
    }
}

fn read(view: &Arc<RecordView>) -> AnyView {
    let today = use_session().today().get();
    let note = entry::note(&view.row.place);
    view! {
        <h2>{view.row.title.clone()}</h2>
        <p class="row__meta">
            {place_chip(&entry::place(&view.row.place, today))} {standing_chip(&view.row.state)}
        </p>
        {(!note.is_empty()).then(|| view! { <Notice tone=Tone::Bad title=note /> })}
        {said_about_it(view)}
        {clashes(view)}
        {photos::photos(view)}
        <Facts facts=facts(view) />
        <h3>{text::record::WAY}</h3>
        <Way steps=story::steps(view, today) />
        {actions(view)}
    }
    .into_any()
}

/// The secretary's note, or why it was cancelled; and what this app cannot show.
fn said_about_it(view: &RecordView) -> AnyView {
    let is_cancelled = view.row.state.as_str() == nhatky_domain::workflow::CANCELLED;
    let title = if is_cancelled {
        text::record::CANCEL_NOTE
    } else {
        text::record::NOTE
    };
    let note = view
        .note
        .clone()
        .map(|note| view! { <Notice tone=Tone::Warn title=title text=note /> });
    let unknown = view
        .form
        .is_none()
        .then(|| view! { <Notice tone=Tone::Warn title=text::record::UNKNOWN_FORM /> });
    view! { {note} {unknown} }.into_any()
}

/// Everything that was answered, in the order of the form, then who logged it for whom.
fn facts(view: &RecordView) -> Vec<(String, String)> {
    let session = use_session();
    let (catalogue, tree) = (session.catalogue().get(), session.tree().get());
    let books = Books {
        catalogue: &catalogue,
        tree: &tree,
    };
    let mut facts = Vec::new();
    for field in view
        .form
        .iter()
        .flat_map(|form| form.fields())
        .filter(|field| field.kind != FieldKind::Photos)
    {
        if let Some(value) = view.record.fields.get(&field.code) {
            facts.push((field.label.clone(), text::value::words(field, value, books)));
        }
    }
    if let Some(unit) = tree.get(view.row.unit) {
        facts.push((text::record::UNIT.to_owned(), unit.name.clone()));
    }
    facts.push((
        text::record::AUTHOR.to_owned(),
        view.row.author_name.clone(),
    ));
    facts
}

/// Both texts of every field that two people changed.
fn clashes(view: &RecordView) -> AnyView {
    let session = use_session();
    let (catalogue, tree) = (session.catalogue().get(), session.tree().get());
    let both = |clash: &Clash| {
        let books = Books {
            catalogue: &catalogue,
            tree: &tree,
        };
        let field = view.form.as_deref()?.field(&clash.field)?;
        let facts = vec![
            (
                text::record::MINE.to_owned(),
                text::value::words(field, &clash.mine, books),
            ),
            (
                text::record::IN_FORCE.to_owned(),
                text::value::words(field, &clash.in_force, books),
            ),
        ];
        let label = field.label.clone();
        Some(
            view! { <Notice tone=Tone::Bad title=label text=text::record::CLASH_TEXT><Facts facts=facts /></Notice> },
        )
    };
    view.clashes
        .iter()
        .filter_map(both)
        .collect::<Vec<_>>()
        .into_any()
}

fn actions(view: &Arc<RecordView>) -> AnyView {
    let id = view.row.id;
    let (work, navigation) = (use_work(), use_navigation());
    let problem = RwSignal::new(String::new());
    let on_edit = Callback::new(move |()| {
        work.edit(
            id,
            Callback::new(move |opened| match opened {
                Ok(draft) => navigation.go(Route::Draft(draft)),
                Err(reason) => problem.set(entry::open_problem(&reason)),
            }),
        );
    });
    view! {
        {move || (!problem.read().is_empty()).then(|| view! { <Notice tone=Tone::Bad title=problem.get() /> })}
        {view.can_edit.then(|| view! { <Button label=text::record::EDIT on_press=on_edit /> })}
        {view.can_cancel.then(|| cancel::cancel(id))}
    }
    .into_any()
}
