//! The photos of a record: thumbnails, and one at a time in full.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::ids::BlobHash;

use crate::components::dialog::Dialog;
use crate::components::photo_grid::{PhotoGrid, PhotoState, PhotoTile};
use crate::state::records::{RecordView, ViewPhoto, use_records};
use crate::text;

pub(super) fn photos(view: &Arc<RecordView>) -> AnyView {
    if view.photos.is_empty() {
        return ().into_any();
    }
    let records = use_records();
    let opened = RwSignal::new(None::<BlobHash>);
    let sources: Vec<_> = view
        .photos
        .iter()
        .map(|photo| (photo.clone(), records.photo_url(photo.thumb)))
        .collect();
    let tiles = Signal::derive(move || {
        sources
            .iter()
            .map(|(photo, url)| tile(photo, url.get()))
            .collect::<Vec<_>>()
    });
    let on_open = Callback::new(move |key: String| opened.set(key.parse().ok()));
    let on_close = Callback::new(move |()| opened.set(None));
    let is_open = Signal::derive(move || opened.get().is_some());
    view! {
        <h3>{text::record::PHOTOS}</h3>
        <PhotoGrid photos=tiles on_open=on_open />
        <Dialog open=is_open title=text::record::PHOTO on_close=on_close>
            {move || opened.get().map(full)}
        </Dialog>
    }
    .into_any()
}

fn tile(photo: &ViewPhoto, url: Option<String>) -> PhotoTile {
    let size = text::size::size(photo.size_bytes);
    let state = match &photo.refused {
        Some(code) => PhotoState::Failed(text::refusal::reason(code)),
        None if photo.is_confirmed => {
            PhotoState::Received([&size, " · ", text::place::RECEIVED].concat())
        }
        None if photo.sent_bytes > 0 => PhotoState::Stored(text::queue::sent(
            &text::size::size(photo.sent_bytes),
            &size,
        )),
        None => PhotoState::Stored(text::photo::stored(&size)),
    };
    PhotoTile {
        key: photo.hash.to_string(),
        url,
        state,
    }
}

fn full(hash: BlobHash) -> AnyView {
    let url = use_records().photo_url(hash);
    view! { {move || url.get().map(|url| view! { <img src=url alt=text::record::PHOTO /> })} }
        .into_any()
}
