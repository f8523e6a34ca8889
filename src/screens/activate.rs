//! Kích hoạt: whose code it is, what is kept about them, and «Đúng là tôi».
//!
//! Opening a link redeems nothing, so a crawler's visit does no harm.

mod code_card;
mod offer;
mod privacy;
mod typing;
mod waiting;

use leptos::prelude::*;

use crate::components::frame::Page;
use crate::components::live::live;
use crate::state::activation::{Activation, Step};
use crate::state::start::use_start;
use crate::text;

/// `back` when somebody is inside already and adds another person.
#[component]
pub(crate) fn ActivateScreen(back: bool) -> impl IntoView {
    let activation = Activation::begin(use_start());
    let step = activation.step();
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
        page(parts, back)
    };
    live(screen)
}

/// What a step shows, and what stays under the thumb.
struct Parts {
    content: AnyView,
    foot: Option<AnyView>,
}

fn page(parts: Parts, back: bool) -> AnyView {
    let (title, content) = (text::frame::APP_NAME, parts.content);
    match parts.foot {
        Some(foot) => view! { <Page title=title back=back foot=foot>{content}</Page> }.into_any(),
        None => view! { <Page title=title back=back>{content}</Page> }.into_any(),
    }
}

pub(crate) use self::privacy::privacy;
