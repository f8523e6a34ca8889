//! Tạo tệp sao lưu: a press, and what came of it.

use leptos::prelude::*;

use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::state::backup::{Backup, Lost, Made, Making, Way};
use crate::text;

pub(super) fn make(backup: Backup) -> AnyView {
    let is_busy = Signal::derive(move || backup.making() == Making::Running);
    let on_save = Callback::new(move |()| backup.save());
    let on_share = Callback::new(move |()| backup.prepare_sharing());
    let share = backup
        .can_share()
        .then(|| view! { <Button label=text::backup::SHARE busy=is_busy on_press=on_share /> });
    let outcome = move || match backup.making() {
        Making::Idle => ().into_any(),
        Making::Running => running(backup),
        Making::Made(made) => self::made(backup, &made),
        Making::NotWritten => failed(text::backup::NOT_WRITTEN),
        Making::NotRead(error) => failed(text::store::reason(&error)),
    };
    view! {
        <section class="stack">
            <h2>{text::backup::MAKE}</h2>
            <p>{text::backup::WHAT}</p>
            <Button label=text::backup::MAKE look=Look::Primary busy=is_busy on_press=on_save />
            {share}
            {live(outcome)}
        </section>
    }
    .into_any()
}

fn running(backup: Backup) -> AnyView {
    let on_stop = Callback::new(move |()| backup.call_off());
    view! {
        {super::progress(backup.making_at, text::backup::making)}
        <Button label=text::backup::STOP on_press=on_stop />
    }
    .into_any()
}

fn failed(reason: &'static str) -> AnyView {
    view! { <Notice tone=Tone::Bad title=text::backup::NOT_MADE text=reason /> }.into_any()
}

fn made(backup: Backup, made: &Made) -> AnyView {
    let saved = &made.saved;
    let content = text::backup::content(saved.records, saved.drafts, saved.photos);
    let summary = text::backup::made(&content, &text::size::size(saved.bytes));
    let (title, hint, parts) = match made.way {
        Way::Picked => (text::backup::MADE, None, 0),
        Way::Downloads => (text::backup::MADE, Some(text::backup::IN_DOWNLOADS), 0),
        Way::ToShare(parts) => (text::backup::READY, Some(text::backup::PLEASE_SHARE), parts),
    };
    let tone = if saved.lost.is_empty() {
        Tone::Ok
    } else {
        Tone::Warn
    };
    let lost = lost(text::backup::LOST, &saved.lost);
    let buttons: Vec<_> = (0..parts).map(|idx| part(backup, idx, parts)).collect();
    view! {
        <Notice tone=tone title=title text=summary>
            {lost}
            {hint.map(|hint| view! { <p>{hint}</p> })}
            {buttons}
        </Notice>
    }
    .into_any()
}

/// What could not be read, one line each.
pub(super) fn lost(lead: &'static str, lost: &[Lost]) -> AnyView {
    if lost.is_empty() {
        return ().into_any();
    }
    let lost: Vec<_> = lost
        .iter()
        .map(|lost| view! { <li>{text::backup::lost(lost)}</li> })
        .collect();
    view! {
        <p>{lead}</p>
        <ul>{lost}</ul>
    }
    .into_any()
}

fn part(backup: Backup, idx: usize, parts: usize) -> AnyView {
    let label = text::backup::share_part(idx + 1, parts);
    let on_press = Callback::new(move |()| backup.share(idx));
    view! { <Button label=label on_press=on_press /> }.into_any()
}
