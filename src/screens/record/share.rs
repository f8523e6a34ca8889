//! «Chia sẻ»: a record to another app, where the browser can. No photo with children that lacks
//! consent leaves by this way.

use leptos::prelude::*;
use nhatky_domain::consent::may_be_published;

use super::facts;
use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::state::device::use_device;
use crate::state::records::{RecordView, use_records};
use crate::text;

pub(super) fn share(view: &RecordView) -> AnyView {
    if !use_device().can_share() {
        return ().into_any();
    }
    let records = use_records();
    let may = may_be_published(&view.record.fields);
    let photos: Vec<_> = view
        .photos
        .iter()
        .filter(|_| may)
        .map(|photo| photo.hash)
        .collect();
    let withheld = (!may && !view.photos.is_empty())
        .then(|| view! { <p class="note">{text::record::PHOTOS_WITHHELD}</p> });
    let words = text::record::to_share(&view.row.title, &facts(view));
    let on_press = Callback::new(move |()| records.share(words.clone(), photos.clone()));
    view! {
        <Button icon=Icon::Send label=text::record::SHARE on_press=on_press />
        {withheld}
    }
    .into_any()
}
