//! A form being filled, whichever form it is: an activity, thirty minutes, an edit of either.
//!
//! Nothing here knows a form or a field by name, so a form added to the catalogue has its screen
//! at once. Nothing that is typed depends on a button: leaving keeps it.

mod copy;
mod discard;
mod filling;
mod foot;
mod form;
mod heading;
mod section;
mod sources;
mod summary;

use leptos::prelude::*;
use nhatky_domain::ids::DraftId;

use self::filling::Filling;
use crate::components::button::LinkButton;
use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::work::{OpenDraft, use_work};
use crate::text;

/// One page from the start, so that the focus stays on its heading while the draft is read.
#[component]
pub(crate) fn DraftScreen(id: DraftId) -> impl IntoView {
    let draft = use_work().open(id);
    // The same draft is never drawn anew, whatever made the signal speak.
    let filling = Memo::new(move |_| match draft.get() {
        Loaded::Ready(draft) => Some(Filling::new(draft)),
        _ => None,
    });
    let title = Signal::derive(move || {
        filling
            .get()
            .map_or_else(|| text::form::DRAFT.to_owned(), Filling::title)
    });
    let foot = move || filling.get().map(foot::foot);
    let content = move || match filling.get() {
        Some(filling) => form::form(filling),
        None => instead(draft.get()),
    };
    view! {
        <Page title=title back=true foot=live(foot)>
            {live(content)}
        </Page>
    }
    .into_any()
}

fn instead(draft: Loaded<OpenDraft>) -> AnyView {
    match draft {
        Loaded::Waiting | Loaded::Ready(_) => skeleton(),
        Loaded::Missing => gone(),
        Loaded::Failed(error) => {
            let reason = text::store::reason(&error);
            view! { <Notice tone=Tone::Bad title=text::form::NOT_OPENED text=reason /> }.into_any()
        }
    }
}

fn gone() -> AnyView {
    view! {
        <Notice title=text::form::DRAFT_GONE text=text::form::DRAFT_GONE_TEXT>
            <LinkButton label=text::form::TO_JOURNAL href=Route::Journal.path() />
        </Notice>
    }
    .into_any()
}
