//! What the server did not take of a record: why, and what the person can do about it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{edit_button, export, words_of};
use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::dialog::{Dialog, Position};
use crate::components::facts::Facts;
use crate::components::icon::Icon;
use crate::components::notice::Notice;
use crate::components::toast::use_toast;
use crate::state::navigation::use_navigation;
use crate::state::records::{Problem, RecordView, What, use_records};
use crate::text;

pub(super) fn problems(view: &Arc<RecordView>) -> AnyView {
    let open = || {
        view.problems
            .iter()
            .filter(|problem| !problem.is_conflict())
    };
    let notices: Vec<_> = open().map(|problem| notice(view, problem)).collect();
    let can_give_up = view.givable().next().is_some();
    // Where two texts stand side by side, choosing is the main thing.
    let look = if view.problems.iter().any(Problem::is_conflict) {
        Look::Ghost
    } else {
        Look::Primary
    };
    view! {
        {notices}
        {view.can_correct().then(|| edit_button(view, text::attention::CORRECT, look))}
        {(!view.wires.is_empty()).then(|| export::export(view))}
        {can_give_up.then(|| give_up(view))}
    }
    .into_any()
}

fn notice(view: &RecordView, problem: &Problem) -> AnyView {
    let tone = if problem.is_kept_by_server() {
        Tone::Warn
    } else {
        Tone::Bad
    };
    let labels = labels(view, problem);
    let look_at = (!labels.is_empty()).then(|| text::attention::look_at(&labels));
    let (about, facts) = match problem.what() {
        What::Record => (text::attention::RECORD, Vec::new()),
        What::Change(fields) => (text::attention::CHANGE, words_of(view, &fields)),
        What::Step => (text::attention::STEP, Vec::new()),
        What::Photo | What::Unread => ("", Vec::new()),
    };
    view! {
        <Notice tone=tone title=text::refusal::reason(&problem.code) text=about>
            {(!facts.is_empty()).then(|| view! { <Facts facts=facts /> })}
            {look_at.map(|look_at| view! { <p>{look_at}</p> })}
        </Notice>
    }
    .into_any()
}

fn labels(view: &RecordView, problem: &Problem) -> Vec<String> {
    let form = view.form.as_deref();
    let field = |code| form.and_then(|form| form.field(code));
    problem
        .fields
        .iter()
        .filter_map(field)
        .map(|field| field.label.clone())
        .collect()
}

/// Asked first, naming what will be gone.
fn give_up(view: &Arc<RecordView>) -> AnyView {
    let is_open = RwSignal::new(false);
    let on_ask = Callback::new(move |()| is_open.set(true));
    let on_close = Callback::new(move |()| is_open.set(false));
    let view = Arc::clone(view);
    view! {
        <Button look=Look::Plain icon=Icon::Bin label=text::attention::GIVE_UP on_press=on_ask />
        <Dialog
            open=is_open
            title=text::attention::GIVE_UP_ASK
            position=Position::Sheet
            on_close=on_close
        >
            {question(&view, on_close)}
        </Dialog>
    }
    .into_any()
}

fn question(view: &RecordView, on_close: Callback<()>) -> AnyView {
    let (records, navigation, toast) = (use_records(), use_navigation(), use_toast());
    let failed = RwSignal::new(String::new());
    let losses: Vec<_> = view.givable().map(|problem| loss(view, problem)).collect();
    let ids: Vec<_> = view.givable().map(|problem| problem.id.clone()).collect();
    let is_gone = view.is_refused;
    let on_done = Callback::new(move |done| match done {
        Ok(()) => {
            on_close.run(());
            toast.say(text::attention::GIVEN_UP);
            if is_gone {
                navigation.back();
            }
        }
        Err(error) => failed.set(text::store::reason(&error).to_owned()),
    });
    let on_give_up = Callback::new(move |()| records.dismiss(ids.clone(), on_done));
    view! {
        {losses}
        {move || (!failed.read().is_empty()).then(|| view! { <Notice tone=Tone::Bad title=failed.get() /> })}
        <Button look=Look::Danger icon=Icon::Bin label=text::attention::GIVE_UP_CONFIRM on_press=on_give_up />
        <Button label=text::attention::KEEP on_press=on_close />
    }
    .into_any()
}

fn loss(view: &RecordView, problem: &Problem) -> AnyView {
    let (words, facts) = match problem.what() {
        What::Record => {
            let photos = view.photos.len();
            let words = text::attention::give_up_record(&view.row.title, photos);
            (words, Vec::new())
        }
        What::Change(fields) => (
            text::attention::GIVE_UP_CHANGE.to_owned(),
            words_of(view, &fields),
        ),
        What::Step => (text::attention::GIVE_UP_STEP.to_owned(), Vec::new()),
        What::Photo => (text::attention::GIVE_UP_PHOTO.to_owned(), Vec::new()),
        What::Unread => (text::attention::GIVE_UP_UNREAD.to_owned(), Vec::new()),
    };
    view! {
        <p>{words}</p>
        {(!facts.is_empty()).then(|| view! { <Facts facts=facts /> })}
    }
    .into_any()
}
