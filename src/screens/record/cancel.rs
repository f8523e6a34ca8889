//! Taking a record back, with a reason that the secretary reads.

use leptos::prelude::*;
use nhatky_domain::ids::RecordId;

use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::dialog::{Dialog, Position};
use crate::components::notice::Notice;
use crate::screens::entry;
use crate::state::work::use_work;
use crate::text;

pub(super) fn cancel(id: RecordId) -> AnyView {
    let work = use_work();
    let is_open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let on_done = Callback::new(move |done| match done {
        Ok(()) => is_open.set(false),
        Err(why) => {
            problem.set(text::record::NOT_CANCELLED.to_owned() + &entry::hand_in_problem(&why))
        }
    });
    let on_cancel = Callback::new(move |()| {
        let note = reason.get_untracked().trim().to_owned();
        if note.is_empty() {
            problem.set(text::record::REASON_MISSING.to_owned());
        } else {
            work.cancel(id, note, on_done);
        }
    });
    let on_open = Callback::new(move |()| is_open.set(true));
    let on_close = Callback::new(move |()| is_open.set(false));
    let inside = move || {
        view! {
            <p>{text::record::CANCEL_TEXT}</p>
            <label class="field__label" for="cancel-reason">{text::record::CANCEL_REASON}</label>
            <textarea
                class="input"
                id="cancel-reason"
                rows="3"
                maxlength="500"
                prop:value=move || reason.get()
                on:input=move |event| reason.set(event_target_value(&event))
            ></textarea>
            {move || (!problem.read().is_empty()).then(|| view! { <Notice tone=Tone::Bad title=problem.get() /> })}
            <Button look=Look::Danger label=text::record::CANCEL_CONFIRM on_press=on_cancel />
            <Button label=text::record::KEEP on_press=on_close />
        }
    };
    view! {
        <Button look=Look::Plain label=text::record::CANCEL on_press=on_open />
        <Dialog open=is_open title=text::record::CANCEL_ASK position=Position::Sheet on_close=on_close>
            {inside()}
        </Dialog>
    }
    .into_any()
}
