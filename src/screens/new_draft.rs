//! The address of a new log: begins a draft and goes on to it, or says why that cannot be.

use leptos::prelude::*;
use nhatky_domain::ids::FormCode;

use crate::components::chip::Tone;
use crate::components::frame::Page;
use crate::components::notice::Notice;
use crate::components::skeleton::skeleton;
use crate::route::Route;
use crate::state::navigation::use_navigation;
use crate::state::session::use_session;
use crate::state::work::{OpenProblem, use_work};
use crate::text;

/// The activity log.
pub(crate) const ACTIVITY: &str = "HD";
/// «30 phút hành động».
pub(crate) const HALF_HOUR: &str = "T30";

/// Tries again by itself when the catalogue or the posts change.
#[component]
pub(crate) fn NewDraftScreen(form: &'static str) -> impl IntoView {
    let (session, work, navigation) = (use_session(), use_work(), use_navigation());
    let problem = RwSignal::new(None::<OpenProblem>);
    Effect::new(move |_| {
        session.catalogue().track();
        session.holding().track();
        match work.start(&FormCode::from(form)) {
            Ok(id) => navigation.replace(Route::Draft(id)),
            Err(why) => problem.set(Some(why)),
        }
    });
    let title = match form {
        HALF_HOUR => text::home::HALF_HOUR,
        _ => text::home::LOG_ACTIVITY,
    };
    view! {
        <Page title=title back=true>
            {move || problem.get().map_or_else(skeleton, |problem| notice(&problem))}
        </Page>
    }
    .into_any()
}

/// Why a form cannot be opened, and what to do.
pub(crate) fn notice(problem: &OpenProblem) -> AnyView {
    let (title, text) = match problem {
        OpenProblem::NoForm => (text::form::NO_FORM, text::form::NO_FORM_TEXT),
        OpenProblem::NoPost => (text::form::NO_POST, text::form::NO_POST_TEXT),
        OpenProblem::NoRecord => (text::form::NO_RECORD, ""),
        OpenProblem::Store(error) => (text::store::NOT_READ, text::store::reason(error)),
    };
    view! { <Notice tone=Tone::Warn title=title text=text /> }.into_any()
}
