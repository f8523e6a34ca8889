//! Photos of a record, small. Where the bytes lie is not known here: a tile has an address or none.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::components::live::live;
use crate::text;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PhotoState {
    /// Being made smaller; not stored yet.
    Preparing,
    /// Stored; with its size: «212 KB · Đã lưu trên máy».
    Stored(String),
    /// The server has confirmed it.
    Received(String),
    /// Not stored, with the reason.
    Failed(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhotoTile {
    /// Stays the same while its state changes.
    pub(crate) key: String,
    /// Address of the thumbnail, once there is one.
    pub(crate) url: Option<String>,
    pub(crate) state: PhotoState,
}

/// Without `on_remove` the photos can only be looked at.
#[component]
pub(crate) fn PhotoGrid(
    #[prop(into)] photos: Signal<Vec<PhotoTile>>,
    #[prop(optional)] on_remove: Option<Callback<String>>,
    #[prop(optional)] on_open: Option<Callback<String>>,
) -> impl IntoView {
    let tiles = move || {
        let photos = photos.get().into_iter().enumerate();
        photos
            .map(|(index, photo)| tile(index + 1, photo, on_remove, on_open))
            .collect_view()
    };
    view! { <ul class="photos" role="list">{live(tiles)}</ul> }.into_any()
}

fn tile(
    position: usize,
    photo: PhotoTile,
    on_remove: Option<Callback<String>>,
    on_open: Option<Callback<String>>,
) -> AnyView {
    let name = text::photo::name(position);
    let item = match photo.state {
        PhotoState::Failed(_) => "photo photo--failed",
        _ => "photo",
    };
    let (class, state) = match photo.state {
        PhotoState::Preparing => ("photo__state", text::photo::PREPARING.to_owned()),
        PhotoState::Stored(state) => ("photo__state", state),
        PhotoState::Received(state) => ("photo__state photo__state--ok", state),
        PhotoState::Failed(reason) => ("photo__state photo__state--bad", reason),
    };
    let image = match photo.url {
        Some(url) => view! { <img class="photo__image" src=url alt=name.clone() /> }.into_any(),
        None => icon(Icon::Photo),
    };
    let frame = match on_open {
        Some(on_open) => {
            let key = photo.key.clone();
            view! {
                <button
                    type="button"
                    class="photo__frame"
                    aria-label=[text::photo::OPEN, ": ", &name].concat()
                    on:click=move |_| on_open.run(key.clone())
                >
                    {image}
                </button>
            }
            .into_any()
        }
        None => view! { <div class="photo__frame">{image}</div> }.into_any(),
    };
    let remove = on_remove.map(|on_remove| {
        view! {
            <button
                type="button"
                class="photo__remove"
                aria-label=[text::photo::REMOVE, ": ", &name].concat()
                on:click=move |_| on_remove.run(photo.key.clone())
            >
                {icon(Icon::Close)}
            </button>
        }
    });
    view! {
        <li class=item>
            {frame}
            {remove}
            <span class=class>{state}</span>
        </li>
    }
    .into_any()
}
