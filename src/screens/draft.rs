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

use crate::components::button::LinkButton;
use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::state::Loaded;
use crate::state::work::use_work;
use crate::text;

#[component]
pub(crate) fn DraftScreen(id: DraftId) -> impl IntoView {
    let draft = use_work().open(id);
    // The same draft is never drawn anew, whatever made the signal speak.
    let draft = Memo::new(move |_| draft.get());
    let screen = move || match draft.get() {
        Loaded::Ready(draft) => form::form(draft),
        Loaded::Waiting => page(skeleton()),
        Loaded::Missing => page(gone()),
        Loaded::Failed(error) => {
            let reason = text::store::reason(&error);
            page(
                view! { <Notice tone=Tone::Bad title=text::form::NOT_OPENED text=reason /> }
                    .into_any(),
            )
        }
    };
    view! { {screen} }.into_any()
}

fn page(content: AnyView) -> AnyView {
    view! { <Page title=text::form::DRAFT back=true>{content}</Page> }.into_any()
}

fn gone() -> AnyView {
    view! {
        <Notice title=text::form::DRAFT_GONE text=text::form::DRAFT_GONE_TEXT>
            <LinkButton label=text::form::TO_JOURNAL href=Route::Journal.path() />
        </Notice>
    }
    .into_any()
}
