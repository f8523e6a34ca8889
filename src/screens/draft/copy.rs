//! «Sao chép từ lần trước»: offered while there is something to copy and nothing to overwrite.

use leptos::prelude::*;

use super::filling::Filling;
use crate::components::button::{Button, Look};
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::components::toast::use_toast;
use crate::state::Loaded;
use crate::state::records::use_records;
use crate::state::work::Saved;
use crate::text;

pub(super) fn copy_last(filling: Filling) -> AnyView {
    let draft = filling.draft;
    if draft.edits().is_some() {
        return ().into_any();
    }
    let (rows, form, saved) = (use_records().rows(), filling.form(), draft.saved());
    let is_offered = Memo::new(move |_| {
        let is_untouched = saved.get() == Saved::Nothing;
        is_untouched
            && matches!(&*rows.read(), Loaded::Ready(rows)
                if rows.iter().any(|row| row.is_mine && row.form == form.code))
    });
    let toast = use_toast();
    let on_done = Callback::new(move |is_copied| {
        toast.say(if is_copied {
            text::form::COPIED
        } else {
            text::form::NOTHING_TO_COPY
        });
    });
    let on_press = Callback::new(move |()| draft.copy_last(on_done));
    let shown = move || {
        is_offered.get().then(|| {
            view! { <Button label=text::form::COPY_LAST icon=Icon::Twice look=Look::Ghost on_press=on_press /> }
        })
    };
    live(shown)
}
