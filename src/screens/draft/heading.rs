//! What is to be known before the first question: for which unit, why it came back, what was lost.

use leptos::prelude::*;
use nhatky_domain::form::FieldKind;
use nhatky_domain::ids::FieldCode;

use super::copy::copy_last;
use super::filling::Filling;
use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::icon::{Icon, icon};
use crate::components::live::live;
use crate::components::notice::Notice;
use crate::state::Loaded;
use crate::state::records::use_records;
use crate::state::session::use_session;
use crate::text;

pub(super) fn heading(filling: Filling, to_field: Callback<FieldCode>) -> AnyView {
    let (is_elsewhere, has_ended) = (filling.draft.is_elsewhere(), use_session().has_post_ended());
    let elsewhere = move || {
        is_elsewhere.get().then(|| {
            view! { <Notice tone=Tone::Warn title=text::form::ELSEWHERE text=text::form::ELSEWHERE_TEXT /> }
        })
    };
    view! {
        {live(elsewhere)}
        {move || {
            has_ended.get().then(|| {
                view! { <Notice tone=Tone::Warn title=text::form::POST_ENDED text=text::form::POST_ENDED_TEXT /> }
            })
        }}
        {returned(filling)}
        {lost_photo(filling, to_field)}
        <div class="form__top">
            {unit(filling)}
            {copy_last(filling)}
        </div>
    }
    .into_any()
}

/// «Ghi cho: Đội quản lý điện khu vực»
fn unit(filling: Filling) -> AnyView {
    let (tree, unit) = (use_session().tree(), filling.draft.unit());
    let shown = move || {
        let tree = tree.get();
        let name = &tree.get(unit)?.short_name;
        Some(
            view! { <p class="form__unit">{icon(Icon::Person)} {text::form::written_for(name)}</p> },
        )
    };
    live(shown)
}

/// What the secretary wrote when sending it back, while one puts it right.
fn returned(filling: Filling) -> AnyView {
    let Some(record) = filling.draft.edits() else {
        return ().into_any();
    };
    let record = use_records().open(record);
    let note = Memo::new(move |_| match &*record.read() {
        Loaded::Ready(record) => record.note.clone(),
        _ => None,
    });
    let shown = move || {
        let note = note.get()?;
        Some(view! { <Notice tone=Tone::Warn title=text::form::RETURNED text=note /> })
    };
    live(shown)
}

/// The app was killed behind the camera. Nothing else is lost.
fn lost_photo(filling: Filling, to_field: Callback<FieldCode>) -> AnyView {
    let (form, has_lost) = (filling.form(), filling.draft.has_lost_photo());
    let shown = move || {
        let photos = form.field_of(FieldKind::Photos)?.code.clone();
        let on_press = Callback::new(move |()| to_field.run(photos.clone()));
        has_lost.get().then(|| {
            view! {
                <Notice tone=Tone::Warn title=text::form::LOST_PHOTO text=text::form::LOST_PHOTO_TEXT>
                    <Button label=text::form::TO_PHOTOS icon=Icon::Camera look=Look::Ghost on_press=on_press />
                </Notice>
            }
        })
    };
    live(shown)
}
