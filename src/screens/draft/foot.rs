//! «Nháp, đã lưu trên máy 15:42» and «Lưu và gửi», under the thumb all the way.

use leptos::prelude::*;

use super::filling::Filling;
use crate::components::button::{Button, Look};
use crate::components::focus::focus_issues;
use crate::components::live::live;
use crate::components::notice::Saved as SavedLine;
use crate::components::toast::use_toast;
use crate::state::navigation::use_navigation;
use crate::state::session::use_session;
use crate::state::work::{HandInProblem, Saved, use_work};
use crate::text;

pub(super) fn foot(filling: Filling) -> AnyView {
    let draft = filling.draft;
    let (work, navigation, toast) = (use_work(), use_navigation(), use_toast());
    let on_done = Callback::new(move |result| match result {
        Ok(_) => {
            toast.say(text::form::HANDED_IN);
            navigation.back();
        }
        Err(problem) => {
            if problem == HandInProblem::Issues {
                focus_issues();
            }
            filling.problem.set(Some(problem));
        }
    });
    let on_press = Callback::new(move |()| work.hand_in(draft, on_done));
    let is_elsewhere = draft.is_elsewhere();
    let button = move || {
        (!is_elsewhere.get()).then(|| {
            view! {
                <Button
                    label=text::form::HAND_IN
                    look=Look::Primary
                    busy=draft.is_busy()
                    on_press=on_press
                />
            }
        })
    };
    let line = line(filling);
    let text = Signal::derive(move || line.read().0.clone());
    let failed = Signal::derive(move || line.read().1);
    view! {
        <SavedLine text=text failed=failed />
        {live(button)}
    }
    .into_any()
}

/// What is said above the button, and whether it is bad news.
fn line(filling: Filling) -> Memo<(String, bool)> {
    let (saved, today) = (filling.draft.saved(), use_session().today());
    Memo::new(move |_| {
        if let Some(reason) = why_not_handed_in(filling) {
            return (reason, true);
        }
        match saved.get() {
            Saved::Nothing | Saved::Pending => (String::new(), false),
            Saved::At { at_ms } => {
                let clock = text::moment::clock(at_ms, today.get());
                (text::place::draft_saved(&clock), false)
            }
            Saved::Failed(error) => (
                [text::form::NOT_SAVED, text::store::reason(&error)].concat(),
                true,
            ),
        }
    })
}

fn why_not_handed_in(filling: Filling) -> Option<String> {
    let reason = match filling.problem.get()? {
        HandInProblem::Issues if filling.issues.read().is_empty() => return None,
        HandInProblem::PhotosUnderWay if !filling.has_photos_under_way() => return None,
        HandInProblem::Issues => text::form::SEE_ISSUES,
        HandInProblem::PhotosUnderWay => text::form::PHOTOS_UNDER_WAY,
        HandInProblem::NothingChanged => text::form::NOTHING_CHANGED,
        HandInProblem::NoPost => text::form::NO_POST_TEXT,
        HandInProblem::Store(error) => {
            return Some([text::form::NOT_HANDED_IN, text::store::reason(&error)].concat());
        }
    };
    Some(reason.to_owned())
}
