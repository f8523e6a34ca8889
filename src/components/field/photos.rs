//! Photos of a form, by the camera or from the gallery.
//!
//! The inputs hand their files out; making them smaller and storing them is not known here.

use leptos::prelude::*;

use super::Control;
use crate::components::icon::{Icon, icon};
use crate::components::photo_grid::{PhotoGrid, PhotoState, PhotoTile};
use crate::text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhotoOrigin {
    Camera,
    Gallery,
}

/// A record carries this many unless its form says otherwise.
const MOST: u32 = 10;

pub(super) fn photos(control: &Control) -> AnyView {
    let source = control.sources.photos;
    let most = control.field.max_len.unwrap_or(MOST);
    let present = Memo::new(move |_| present(&source.tiles.read()));
    let is_full = Memo::new(move |_| present.get() >= most as usize);
    let (camera, gallery) = (
        chooser(control, PhotoOrigin::Camera),
        chooser(control, PhotoOrigin::Gallery),
    );
    view! {
        <p class="field__hint" aria-live="polite">
            {move || text::photo::count(present.get(), most)}
            {move || is_full.get().then(|| [" · ", text::photo::FULL].concat())}
        </p>
        <PhotoGrid photos=source.tiles on_remove=source.on_remove />
        <div class="pair" prop:hidden=move || is_full.get()>
            {camera}
            {gallery}
        </div>
    }
    .into_any()
}

/// How many count: all but those that were not taken.
fn present(tiles: &[PhotoTile]) -> usize {
    let is_taken = |tile: &&PhotoTile| !matches!(tile.state, PhotoState::Failed(_));
    tiles.iter().filter(is_taken).count()
}

/// A file input that looks like a button.
fn chooser(control: &Control, origin: PhotoOrigin) -> AnyView {
    let source = control.sources.photos;
    let (shown, label, capture, several) = match origin {
        PhotoOrigin::Camera => (Icon::Camera, text::photo::TAKE, Some("environment"), false),
        PhotoOrigin::Gallery => (Icon::Photo, text::photo::PICK, None, true),
    };
    view! {
        <label class="button">
            <input
                class="spoken"
                type="file"
                accept="image/*"
                capture=capture
                multiple=several
                on:click=move |_| source.on_open.run(origin)
                // The camera may come back after the screen has gone.
                on:change=move |event| {
                    source.on_files.try_run((origin, event));
                }
            />
            {icon(shown)}
            {label}
        </label>
    }
    .into_any()
}
