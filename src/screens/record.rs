//! Chi tiết: one record as it is read, where it is, how it stands, and what can be done with it.

mod cancel;
mod clashes;
mod export;
mod photos;
mod problems;
mod share;
mod story;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::ids::RecordId;
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

use super::entry;
use crate::components::button::{Button, LinkButton, Look};
use crate::components::chip::{Tone, place_chip, standing_chip};
use crate::components::facts::Facts;
use crate::components::frame::Page;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::components::way::Way;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::navigation::use_navigation;
use crate::state::records::{RecordView, use_records};
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
    let note = match view.problems.is_empty() {
        true => entry::note(&view.row.place),
        false => String::new(),
    };
    view! {
        <h2>{view.row.title.clone()}</h2>
        <p class="row__meta">
            {place_chip(&entry::place(&view.row.place, today))} {standing_chip(&view.row.state)}
        </p>
        {(!note.is_empty()).then(|| view! { <Notice tone=Tone::Bad title=note /> })}
        {said_about_it(view)}
        {clashes::clashes(view)}
        {problems::problems(view)}
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
    let mut facts = words_of(view, &view.record.fields);
    if let Some(unit) = use_session().tree().get().get(view.row.unit) {
        facts.push((text::record::UNIT.to_owned(), unit.name.clone()));
    }
    facts.push((
        text::record::AUTHOR.to_owned(),
        view.row.author_name.clone(),
    ));
    facts
}

/// Labels and answers in the order of the form; photos aside, which are seen.
fn words_of(view: &RecordView, fields: &Fields) -> Vec<(String, String)> {
    let form = view.form.iter().flat_map(|form| form.fields());
    let asked = form.filter(|field| field.kind != FieldKind::Photos);
    let answered = asked.filter_map(|field| Some((field, fields.get(&field.code)?)));
    answered
        .map(|(field, value)| (field.label.clone(), words(field, value)))
        .collect()
}

fn words(field: &Field, value: &Value) -> String {
    let session = use_session();
    let (catalogue, tree) = (session.catalogue().get(), session.tree().get());
    let books = Books {
        catalogue: &catalogue,
        tree: &tree,
    };
    text::value::words(field, value, books)
}

fn actions(view: &Arc<RecordView>) -> AnyView {
    let can_edit = view.can_edit && !view.can_correct();
    view! {
        {share::share(view)}
        {can_edit.then(|| edit_button(view, text::record::EDIT, Look::Ghost))}
        {view.can_cancel.then(|| cancel::cancel(view.row.id))}
    }
    .into_any()
}

/// To a draft with the answers, those that were refused included; or why that cannot be.
fn edit_button(view: &RecordView, label: &'static str, look: Look) -> AnyView {
    let id = view.row.id;
    let (work, navigation) = (use_work(), use_navigation());
    let problem = RwSignal::new(String::new());
    let on_opened = Callback::new(move |opened| match opened {
        Ok(draft) => navigation.go(Route::Draft(draft)),
        Err(reason) => problem.set(entry::open_problem(&reason)),
    });
    let on_edit = Callback::new(move |()| work.edit(id, on_opened));
    view! {
        {move || (!problem.read().is_empty()).then(|| view! { <Notice tone=Tone::Bad title=problem.get() /> })}
        <Button look=look label=label on_press=on_edit />
    }
    .into_any()
}
