//! Throwing a draft away: at the end of the page, and only after a question that names the loss.

use leptos::prelude::*;
use nhatky_sync::store::StoreError;

use super::filling::Filling;
use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::dialog::Dialog;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::components::toast::use_toast;
use crate::state::navigation::use_navigation;
use crate::state::work::{Saved, use_work};
use crate::text;

/// The words for a new record and for a change of one that exists.
#[derive(Clone, Copy)]
struct Words {
    action: &'static str,
    ask: &'static str,
    done: &'static str,
}

const NEW: Words = Words {
    action: text::form::DISCARD,
    ask: text::form::DISCARD_ASK,
    done: text::form::DISCARDED,
};

const EDIT: Words = Words {
    action: text::form::DISCARD_EDIT,
    ask: text::form::DISCARD_EDIT_ASK,
    done: text::form::DISCARDED_EDIT,
};

/// Not offered while nothing is stored: there is nothing to throw away then.
pub(super) fn discard(filling: Filling) -> AnyView {
    let draft = filling.draft;
    let is_asking = RwSignal::new(false);
    let words = if draft.edits().is_some() { EDIT } else { NEW };
    let on_ask = Callback::new(move |()| is_asking.set(true));
    let on_close = Callback::new(move |()| is_asking.set(false));
    let (saved, is_elsewhere) = (draft.saved(), draft.is_elsewhere());
    let is_offered = Memo::new(move |_| saved.get() != Saved::Nothing && !is_elsewhere.get());
    let button = move || {
        is_offered.get().then(|| {
            view! { <Button label=words.action icon=Icon::Bin look=Look::Plain on_press=on_ask /> }
        })
    };
    view! {
        {live(button)}
        <Dialog open=is_asking title=words.ask on_close=on_close>
            {question(filling, words, on_close)}
        </Dialog>
    }
    .into_any()
}

fn question(filling: Filling, words: Words, on_close: Callback<()>) -> AnyView {
    let draft = filling.draft;
    let (work, navigation, toast) = (use_work(), use_navigation(), use_toast());
    let failed = RwSignal::new(None::<StoreError>);
    let on_done = Callback::new(move |result| match result {
        Ok(()) => {
            toast.say(words.done);
            navigation.back();
        }
        Err(error) => failed.set(Some(error)),
    });
    let on_discard = Callback::new(move |()| work.discard(draft.id(), on_done));
    let loss = match draft.edits() {
        Some(_) => text::form::DISCARD_EDIT_TEXT.to_owned(),
        None => text::form::discard_text(filling.photos.read().len()),
    };
    let failure = move || {
        let error = failed.get()?;
        let reason = text::store::reason(&error);
        Some(view! { <Notice tone=Tone::Bad title=text::form::NOT_DISCARDED text=reason /> })
    };
    view! {
        <p>{loss}</p>
        {live(failure)}
        <Button label=words.action icon=Icon::Bin look=Look::Danger on_press=on_discard />
        <Button label=text::form::KEEP on_press=on_close />
    }
    .into_any()
}
