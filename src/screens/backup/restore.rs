//! Khôi phục từ tệp: first what is in the files, then a press, then what came of it.

use leptos::prelude::*;

use super::make::lost;
use crate::components::button::{Button, LinkButton, Look};
use crate::components::chip::Tone;
use crate::components::icon::{Icon, icon};
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::route::Route;
use crate::state::backup::{Backup, FileProblem, Offer, Problem, Restored, Restoring};
use crate::state::session::use_session;
use crate::text;

pub(super) fn restore(backup: Backup) -> AnyView {
    let outcome = move || match backup.restoring() {
        Restoring::Idle => ().into_any(),
        Restoring::Running => super::progress(backup.reading_at, |done, total| {
            text::restore::reading(&text::size::size(done), &text::size::size(total))
        }),
        Restoring::Offered(offer) => offered(backup, &offer),
        Restoring::Restored(restored) => self::restored(&restored),
        Restoring::Refused(problems) => refused(&problems),
    };
    view! {
        <section class="stack">
            <h2>{text::restore::TITLE}</h2>
            <p>{text::restore::HINT}</p>
            {chooser(backup)}
            {live(outcome)}
        </section>
    }
    .into_any()
}

fn refused(problems: &[Problem]) -> AnyView {
    let problems = self::problems(problems);
    view! { <Notice tone=Tone::Bad title=text::restore::NOT_RESTORED>{problems}</Notice> }
        .into_any()
}

/// A file input that looks like a button.
fn chooser(backup: Backup) -> AnyView {
    view! {
        <label class="button">
            <input
                class="spoken"
                type="file"
                accept=".txt,text/plain"
                multiple=true
                disabled=move || backup.restoring() == Restoring::Running
                on:change=move |event| backup.look_at(&event)
            />
            {icon(Icon::Up)}
            {text::restore::CHOOSE}
        </label>
    }
    .into_any()
}

fn offered(backup: Backup, offer: &Offer) -> AnyView {
    let content = &offer.content;
    let content = text::backup::content(content.records(), content.drafts(), content.photos());
    let clock = text::moment::clock(offer.made_at_ms, use_session().today().get_untracked());
    let is_sound = offer.problems.is_empty();
    let summary = text::restore::offer(&clock, offer.is_from_here, is_sound, &content);
    let missing = (!offer.missing.is_empty()).then(|| text::restore::missing(&offer.missing));
    let more = offer.more_after.map(text::restore::more_after);
    let tone = if is_sound && offer.lost.is_empty() {
        Tone::Calm
    } else {
        Tone::Warn
    };
    let problems = problems(&offer.problems);
    let lost = lost(text::restore::LOST, &offer.lost);
    let on_restore = Callback::new(move |()| backup.restore());
    let on_leave = Callback::new(move |()| backup.forget_files());
    view! {
        <Notice tone=tone title=text::restore::whose(&offer.name) text=summary>
            {problems}
            {lost}
            {missing.map(|words| view! { <p>{words}</p> })}
            {more.map(|words| view! { <p>{words}</p> })}
            <Button label=text::restore::RESTORE on_press=on_restore />
            <Button label=text::restore::LEAVE look=Look::Plain on_press=on_leave />
        </Notice>
    }
    .into_any()
}

fn restored(restored: &Restored) -> AnyView {
    let (tone, title) = match &restored.error {
        Some(_) => (Tone::Bad, text::restore::STOPPED),
        None if restored.is_whole() => (Tone::Ok, text::restore::RESTORED),
        None if restored.is_nothing() => (Tone::Bad, text::restore::NOT_RESTORED),
        None => (Tone::Warn, text::restore::RESTORED_IN_PART),
    };
    let reason = restored
        .error
        .as_ref()
        .map(|error| view! { <p>{text::store::reason(error)}</p> });
    let again = reason
        .is_some()
        .then(|| view! { <p>{text::restore::CHOOSE_AGAIN}</p> });
    let problems = problems(&restored.problems);
    let lost = lost(text::restore::LOST, &restored.lost);
    let notes: Vec<_> = notes(restored)
        .into_iter()
        .map(|words| view! { <p>{words}</p> })
        .collect();
    view! {
        <Notice tone=tone title=title text=summary(restored)>
            {reason}
            {again}
            {problems}
            {lost}
            {notes}
            <LinkButton label=text::restore::SEE_QUEUE href=Route::Queue.path() />
        </Notice>
    }
    .into_any()
}

fn summary(restored: &Restored) -> String {
    let content = &restored.content;
    if content.is_empty() {
        return match restored.is_nothing() {
            true => text::restore::NOTHING,
            false if restored.is_whole() => text::restore::ALL_HERE,
            false => text::restore::REST_HERE,
        }
        .to_owned();
    }
    let content = text::backup::content(content.records(), content.drafts(), content.photos());
    text::restore::put_back(&content)
}

fn notes(restored: &Restored) -> Vec<String> {
    let content = &restored.content;
    let was_here = restored.was_here > 0 && !content.is_empty();
    let notes = [
        (restored.not_understood > 0)
            .then(|| text::restore::not_understood(restored.not_understood)),
        (restored.broken_photos > 0).then(|| text::restore::broken_photos(restored.broken_photos)),
        was_here.then(|| text::restore::WAS_HERE.to_owned()),
        (content.records() > 0).then(|| text::restore::WILL_SEND.to_owned()),
    ];
    notes.into_iter().flatten().collect()
}

/// What is wrong with which file.
fn problems(problems: &[Problem]) -> AnyView {
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| {
            let words = words(&problem.kind);
            view! { <p><strong>{problem.file.clone()}</strong>": "{words}</p> }
        })
        .collect();
    lines.into_any()
}

fn words(problem: &FileProblem) -> String {
    match problem {
        FileProblem::NotABackup => text::restore::NOT_A_BACKUP,
        FileProblem::Newer => text::restore::NEWER,
        FileProblem::Cut => text::restore::CUT,
        FileProblem::Unreadable => text::restore::UNREADABLE,
        FileProblem::Altered { line } => return text::restore::altered(*line),
        FileProblem::OtherPerson(name) => return text::restore::other_person(name),
    }
    .to_owned()
}
