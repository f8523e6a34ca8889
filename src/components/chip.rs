//! State in two words: an icon, a word, and a color that only supports them.
//!
//! Two chips that are never mixed: where a record is, and how it stands in its workflow.

use leptos::prelude::*;
use nhatky_domain::ids::StateCode;
use nhatky_domain::workflow::{CANCELLED, COMPILED, CONFIRMED, MERGED, RETURNED};

use super::icon::{Icon, icon};
use crate::text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    #[default]
    Calm,
    Accent,
    Ok,
    Warn,
    Bad,
}

/// Where a record is. Times are written out already, because only the screen knows the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Draft {
        at: String,
    },
    Queued,
    Sending,
    /// The figures are there; photo `current` of `total` is on its way.
    SendingPhotos {
        current: u32,
        total: u32,
    },
    /// Complete, every photo confirmed by hash.
    Received {
        at: Option<String>,
    },
    Conflict,
    NeedsAction,
    Quarantined,
}

impl Place {
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Draft { at } => text::place::draft_saved(at),
            Self::Queued => text::place::QUEUED.to_owned(),
            Self::Sending => text::place::SENDING.to_owned(),
            Self::SendingPhotos { current, total } => text::place::sending_photos(*current, *total),
            Self::Received { at: Some(clock) } => text::place::received_at(clock),
            Self::Received { at: None } => text::place::RECEIVED.to_owned(),
            Self::Conflict => text::place::CONFLICT.to_owned(),
            Self::NeedsAction => text::place::NEEDS_ACTION.to_owned(),
            Self::Quarantined => text::place::QUARANTINED.to_owned(),
        }
    }

    fn sign(&self) -> (Icon, Tone) {
        match self {
            Self::Draft { .. } => (Icon::Pen, Tone::Calm),
            Self::Queued => (Icon::Up, Tone::Accent),
            Self::Sending | Self::SendingPhotos { .. } => (Icon::Send, Tone::Accent),
            Self::Received { .. } => (Icon::Server, Tone::Ok),
            Self::Conflict => (Icon::Twice, Tone::Bad),
            Self::NeedsAction => (Icon::Warning, Tone::Bad),
            Self::Quarantined => (Icon::Lock, Tone::Warn),
        }
    }

    /// Whether the person has something to do about it.
    pub(crate) fn is_bad(&self) -> bool {
        matches!(self, Self::Conflict | Self::NeedsAction)
    }
}

pub(crate) fn place_chip(place: &Place) -> AnyView {
    let (shown, tone) = place.sign();
    chip(shown, tone, place.words())
}

pub(crate) fn standing_chip(state: &StateCode) -> AnyView {
    let (shown, tone) = match state.as_str() {
        CONFIRMED | COMPILED => (Icon::Check, Tone::Ok),
        RETURNED => (Icon::Warning, Tone::Bad),
        CANCELLED | MERGED => (Icon::Close, Tone::Calm),
        _ => (Icon::Clock, Tone::Calm),
    };
    chip(shown, tone, text::standing::name(state).to_owned())
}

pub(crate) fn chip(shown: Icon, tone: Tone, words: String) -> AnyView {
    let class = match tone {
        Tone::Calm => "chip",
        Tone::Accent => "chip chip--accent",
        Tone::Ok => "chip chip--ok",
        Tone::Warn => "chip chip--warn",
        Tone::Bad => "chip chip--bad",
    };
    view! { <span class=class>{icon(shown)} {words}</span> }.into_any()
}

/// One of these is in force; tapping another changes it. `options` are (code, label).
#[component]
pub(crate) fn FilterChips(
    #[prop(default = text::frame::FILTER)] label: &'static str,
    #[prop(into)] options: Vec<(&'static str, &'static str)>,
    #[prop(into)] chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let chips = options.into_iter().map(|(code, label)| {
        let is_chosen = move || chosen.with(|chosen| chosen == code);
        view! {
            <button
                type="button"
                class="chip filters__chip"
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                on:click=move |_| on_choose.run(code.to_owned())
            >
                {move || is_chosen().then(|| icon(Icon::Check))}
                {label}
            </button>
        }
    });
    view! {
        <div class="filters" role="group" aria-label=label>
            {chips.collect_view()}
        </div>
    }
    .into_any()
}
