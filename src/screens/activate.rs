//! Kích hoạt: whose code it is, what is kept about them, and «Đúng là tôi».
//!
//! Opening a link redeems nothing, so a crawler's visit does no harm.

mod code_card;
mod offer;
mod privacy;
mod typing;
mod waiting;

use leptos::prelude::*;

use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::state::activation::{Activation, Step};
use crate::state::start::{Erased, use_start};
use crate::text;

/// `back` when somebody is inside already and adds another person.
#[component]
pub(crate) fn ActivateScreen(back: bool) -> impl IntoView {
    let activation = Activation::begin(use_start());
    let step = activation.step();
    let erased = use_start().erased();
    let screen = move || {
        let parts = match step.get() {
            Step::Typing { problem } => typing::typing(activation, problem),
            Step::Asking => waiting::busy(text::activate::ASKING),
            Step::Redeeming => waiting::busy(text::activate::REDEEMING),
            Step::Offered(offer) => offer::offer(activation, &offer),
            Step::Unasked(code) => waiting::unasked(activation, code),
            Step::Kept(code) => waiting::kept(activation, &code),
            Step::Declined => waiting::declined(activation),
        };
        page(parts, back, erased)
    };
    live(screen)
}

/// What a step shows, and what stays under the thumb.
struct Parts {
    content: AnyView,
    foot: Option<AnyView>,
}

fn page(parts: Parts, back: bool, erased: Signal<Option<Erased>>) -> AnyView {
    let title = text::frame::APP_NAME;
    let content = view! {
        {move || erased.get().map(what_is_lost)}
        {parts.content}
    };
    match parts.foot {
        Some(foot) => view! { <Page title=title back=back foot=foot>{content}</Page> }.into_any(),
        None => view! { <Page title=title back=back>{content}</Page> }.into_any(),
    }
}

/// Said once, where one begins again: what happened, what is safe, what is not, what to do.
fn what_is_lost(Erased(last): Erased) -> AnyView {
    let (today, owed) = (
        use_start().today(),
        last.map(|last| last.pending.max(last.missing)),
    );
    let known = match (last, owed) {
        (Some(last), Some(0)) => {
            text::activate::nothing_owed(&text::moment::clock(last.seen_at, today))
        }
        (Some(last), Some(owed)) => {
            text::activate::owed(&text::moment::clock(last.seen_at, today), owed)
        }
        _ => text::activate::OWED_UNKNOWN.to_owned(),
    };
    view! {
        <Notice tone=Tone::Bad title=text::activate::ERASED text=known>
            <p>{text::activate::ERASED_LATER}</p>
            <p>{text::activate::ERASED_NEXT}</p>
        </Notice>
    }
    .into_any()
}

pub(crate) use self::privacy::privacy;
